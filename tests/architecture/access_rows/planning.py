"""Rows of `access_table` for groups/meetings/urls/planning.py and calendar.py, and one's own calendar."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:my-calendar                  GET  -      login  200    200    200    200    200    200    200    login
groups:meeting-list                 GET  listed login  404    404    200    200    404    404    404    login
groups:meeting-list                 GET  hidden login  404    404    200    200    404    404    404    login
groups:meeting-detail               GET  listed login  404    404    200    200    404    404    404    login
groups:meeting-detail               GET  hidden login  404    404    200    200    404    404    404    login
groups:meeting-detail@coming        GET  hidden login  404    404    200    200    404    404    404    login
groups:calendar                     GET  listed login  404    404    200    200    404    404    404    login
groups:calendar                     GET  hidden login  404    404    200    200    404    404    404    login
groups:meeting-new                  GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-new                  GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-new                  POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-new                  POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-edit                 GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-edit                 GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-edit                 POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-edit                 POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-cancel               GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-cancel               GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-cancel               POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-cancel               POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-restore              POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-restore              POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-delete               GET  listed login  404    404    404    moved  404    404    404    login
groups:meeting-delete               GET  hidden login  404    404    404    moved  404    404    404    login
groups:meeting-delete               POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-delete               POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-files                GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-files                GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-files                POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-files                POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-file-away            POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-file-away            POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-archive              POST listed login  404    404    200    200    404    404    404    login
groups:meeting-archive              POST hidden login  404    404    200    200    404    404    404    login
groups:meeting-agenda               GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-agenda               GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-agenda               POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-agenda               POST hidden login  404    404    404    moved  404    404    404    login
groups:agenda-item-propose@coming   GET  listed login  404    404    200    200    404    404    404    login
groups:agenda-item-propose@coming   GET  hidden login  404    404    200    200    404    404    404    login
groups:agenda-item-propose@coming   POST listed login  404    404    moved  moved  404    404    404    login
groups:agenda-item-propose@coming   POST hidden login  404    404    moved  moved  404    404    404    login
groups:proposal-edit@own            GET  listed login  404    404    200    404    404    404    404    login
groups:proposal-edit@own            GET  hidden login  404    404    200    404    404    404    404    login
groups:proposal-edit@own            POST listed login  404    404    moved  404    404    404    404    login
groups:proposal-edit@own            POST hidden login  404    404    moved  404    404    404    404    login
groups:proposal-withdraw@own        POST listed login  404    404    moved  404    404    404    404    login
groups:proposal-withdraw@own        POST hidden login  404    404    moved  404    404    404    404    login
groups:agenda-item-edit@coming      GET  listed login  404    404    404    200    404    404    404    login
groups:agenda-item-edit@coming      GET  hidden login  404    404    404    200    404    404    404    login
groups:agenda-item-edit@coming      POST listed login  404    404    404    moved  404    404    404    login
groups:agenda-item-edit@coming      POST hidden login  404    404    404    moved  404    404    404    login
groups:agenda-item-move@coming      POST listed login  404    404    404    moved  404    404    404    login
groups:agenda-item-move@coming      POST hidden login  404    404    404    moved  404    404    404    login
groups:agenda-item-delete@coming    POST listed login  404    404    404    moved  404    404    404    login
groups:agenda-item-delete@coming    POST hidden login  404    404    404    moved  404    404    404    login
groups:agenda-item-decide@proposed  GET  listed login  404    404    404    200    404    404    404    login
groups:agenda-item-decide@proposed  GET  hidden login  404    404    404    200    404    404    404    login
groups:agenda-item-decide@proposed  POST listed login  404    404    404    moved  404    404    404    login
groups:agenda-item-decide@proposed  POST hidden login  404    404    404    moved  404    404    404    login
groups:series-list                  GET  listed login  404    404    404    200    404    404    404    login
groups:series-list                  GET  hidden login  404    404    404    200    404    404    404    login
groups:series-new                   GET  listed login  404    404    404    200    404    404    404    login
groups:series-new                   GET  hidden login  404    404    404    200    404    404    404    login
groups:series-new                   POST listed login  404    404    404    moved  404    404    404    login
groups:series-new                   POST hidden login  404    404    404    moved  404    404    404    login
groups:series-edit                  GET  listed login  404    404    404    200    404    404    404    login
groups:series-edit                  GET  hidden login  404    404    404    200    404    404    404    login
groups:series-edit                  POST listed login  404    404    404    moved  404    404    404    login
groups:series-edit                  POST hidden login  404    404    404    moved  404    404    404    login
groups:series-delete                GET  listed login  404    404    404    200    404    404    404    login
groups:series-delete                GET  hidden login  404    404    404    200    404    404    404    login
groups:series-delete                POST listed login  404    404    404    moved  404    404    404    login
groups:series-delete                POST hidden login  404    404    404    moved  404    404    404    login
"""
KEY = "7c1b5f0e-2a43-4d6a-8f1e-3b9d5c7a1e20"
MEETING = {"key": KEY, "title": "Comité", "day": "2030-12-12", "begins": "09:30", "ends": "12:00"}
SERIES = {"key": KEY, "title": "Comité", "minutes": "120"}
ITEM = {"key": KEY, "title": "Un point"}
FORMS: dict[str, dict[str, str]] = {
    "POST groups:meeting-new": MEETING,
    "POST groups:meeting-edit": {**MEETING, "version": "{meeting_version}"},
    "POST groups:meeting-cancel": {"key": KEY, "reason": "Grève"},
    "POST groups:meeting-files": {"key": KEY, "attached_more": "{file_id}"},
    "POST groups:meeting-file-away": {"file": "{file_id}"},
    "POST groups:meeting-agenda": ITEM,
    "POST groups:agenda-item-propose": ITEM,
    "POST groups:proposal-edit": {**ITEM, "version": "{own_version}"},
    "POST groups:agenda-item-edit": {**ITEM, "version": "{item_version}"},
    "POST groups:agenda-item-move": {"place": "1"},
    "POST groups:agenda-item-decide": {
        "key": KEY,
        "decision": "decline",
        "words": "Merci",
        "version": "{proposed_version}",
    },
    "POST groups:series-new": SERIES,
    "POST groups:series-edit": {**SERIES, "version": "{series_version}"},
}
