"""Rows of `access_table` for groups/meetings/urls/convening.py, and for the addresses of its mails and calendars:
with a token that is none. What tokens open is tested in tests/adversarial/test_meeting_links.py.
"""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:meeting-convene@coming       GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-convene@coming       GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-convene@coming       POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-convene@coming       POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-tell@coming          GET  listed login  404    404    404    moved  404    404    404    login
groups:meeting-tell@coming          GET  hidden login  404    404    404    moved  404    404    404    login
groups:meeting-tell@coming          POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-tell@coming          POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-answer@coming        GET  listed login  404    404    moved  moved  404    404    404    login
groups:meeting-answer@coming        GET  hidden login  404    404    moved  moved  404    404    404    login
groups:meeting-answer@coming        POST listed login  404    404    moved  moved  404    404    404    login
groups:meeting-answer@coming        POST hidden login  404    404    moved  moved  404    404    404    login
groups:meeting-replies@coming       GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-replies@coming       GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-remind@coming        GET  listed login  404    404    404    moved  404    404    404    login
groups:meeting-remind@coming        GET  hidden login  404    404    404    moved  404    404    404    login
groups:meeting-remind@coming        POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-remind@coming        POST hidden login  404    404    404    moved  404    404    404    login
groups:guest-list@coming            GET  listed login  404    404    404    200    404    404    404    login
groups:guest-list@coming            GET  hidden login  404    404    404    200    404    404    404    login
groups:guest-list@coming            POST listed login  404    404    404    moved  404    404    404    login
groups:guest-list@coming            POST hidden login  404    404    404    moved  404    404    404    login
groups:guest-remove@coming          GET  listed login  404    404    404    moved  404    404    404    login
groups:guest-remove@coming          GET  hidden login  404    404    404    moved  404    404    404    login
groups:guest-remove@coming          POST listed login  404    404    404    moved  404    404    404    login
groups:guest-remove@coming          POST hidden login  404    404    404    moved  404    404    404    login
groups:group-feed-edit              GET  listed login  404    404    200    200    404    404    404    login
groups:group-feed-edit              GET  hidden login  404    404    200    200    404    404    404    login
groups:group-feed-renew             GET  listed login  404    404    moved  moved  404    404    404    login
groups:group-feed-renew             GET  hidden login  404    404    moved  moved  404    404    404    login
groups:group-feed-renew             POST listed login  404    404    moved  moved  404    404    404    login
groups:group-feed-renew             POST hidden login  404    404    moved  moved  404    404    404    login
groups:group-feed-revoke            GET  listed login  404    404    moved  moved  404    404    404    login
groups:group-feed-revoke            GET  hidden login  404    404    moved  moved  404    404    404    login
groups:group-feed-revoke            POST listed login  404    404    moved  moved  404    404    404    login
groups:group-feed-revoke            POST hidden login  404    404    moved  moved  404    404    404    login
groups:feed-edit                    GET  -      login  200    200    200    200    200    200    200    login
groups:feed-renew                   GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
groups:feed-renew                   POST -      login  moved  moved  moved  moved  moved  moved  moved  login
groups:feed-revoke                  GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
groups:feed-revoke                  POST -      login  moved  moved  moved  moved  moved  moved  moved  login
groups:convocation-answer           GET  -      404    404    404    404    404    404    404    404    404
groups:convocation-answer           POST -      404    404    404    404    404    404    404    404    404
groups:guest-stop                   GET  -      404    404    404    404    404    404    404    404    404
groups:guest-stop                   POST -      404    404    404    404    404    404    404    404    404
groups:feed-file                    GET  -      404    404    404    404    404    404    404    404    404
"""
KEY = "5f0e7ac6-8c5e-4a0c-9d1f-3b1d1c2a4e61"
FORMS: dict[str, dict[str, str]] = {
    "POST groups:meeting-convene": {"key": KEY},
    "POST groups:meeting-tell": {"key": KEY},
    "POST groups:meeting-remind": {"key": KEY},
    "POST groups:meeting-answer": {"reply": "yes"},
    "POST groups:guest-list": {"key": KEY, "name": "Une juriste", "email": "juriste@example.org"},
    "POST groups:group-feed-renew": {"key": KEY},
    "POST groups:feed-renew": {"key": KEY},
}
