"""Rows of `access_table` for groups/meetings/urls/minutes.py."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:minutes-edit                 GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-edit                 GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-edit@draft           GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-edit@draft           GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-edit                 POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-edit                 POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-edit@draft           POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-edit@draft           POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-start                POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-start                POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-start@draft          POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-start@draft          POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-autosave             POST listed login  404    404    404    200    404    404    404    login
groups:minutes-autosave             POST hidden login  404    404    404    200    404    404    404    login
groups:minutes-autosave@draft       POST listed login  404    404    404    200    404    404    404    login
groups:minutes-autosave@draft       POST hidden login  404    404    404    200    404    404    404    login
groups:minutes-news                 GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-news                 GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-news@draft           GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-news@draft           GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-pull                 POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-pull                 POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-pull@draft           POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-pull@draft           POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-files                GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-files                GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-files@draft          GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-files@draft          GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-files                POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-files                POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-files@draft          POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-files@draft          POST hidden login  404    404    404    moved  404    404    404    login
groups:point-add                    POST listed login  404    404    404    moved  404    404    404    login
groups:point-add                    POST hidden login  404    404    404    moved  404    404    404    login
groups:point-add@draft              POST listed login  404    404    404    moved  404    404    404    login
groups:point-add@draft              POST hidden login  404    404    404    moved  404    404    404    login
groups:point-edit                   GET  listed login  404    404    404    200    404    404    404    login
groups:point-edit                   GET  hidden login  404    404    404    200    404    404    404    login
groups:point-edit@draft             GET  listed login  404    404    404    200    404    404    404    login
groups:point-edit@draft             GET  hidden login  404    404    404    200    404    404    404    login
groups:point-edit                   POST listed login  404    404    404    moved  404    404    404    login
groups:point-edit                   POST hidden login  404    404    404    moved  404    404    404    login
groups:point-edit@draft             POST listed login  404    404    404    moved  404    404    404    login
groups:point-edit@draft             POST hidden login  404    404    404    moved  404    404    404    login
groups:point-autosave               POST listed login  404    404    404    200    404    404    404    login
groups:point-autosave               POST hidden login  404    404    404    200    404    404    404    login
groups:point-autosave@draft         POST listed login  404    404    404    200    404    404    404    login
groups:point-autosave@draft         POST hidden login  404    404    404    200    404    404    404    login
groups:point-hold                   POST listed login  404    404    404    moved  404    404    404    login
groups:point-hold                   POST hidden login  404    404    404    moved  404    404    404    login
groups:point-hold@draft             POST listed login  404    404    404    moved  404    404    404    login
groups:point-hold@draft             POST hidden login  404    404    404    moved  404    404    404    login
groups:point-release                POST listed login  404    404    404    moved  404    404    404    login
groups:point-release                POST hidden login  404    404    404    moved  404    404    404    login
groups:point-release@draft          POST listed login  404    404    404    moved  404    404    404    login
groups:point-release@draft          POST hidden login  404    404    404    moved  404    404    404    login
groups:point-move                   POST listed login  404    404    404    moved  404    404    404    login
groups:point-move                   POST hidden login  404    404    404    moved  404    404    404    login
groups:point-move@draft             POST listed login  404    404    404    moved  404    404    404    login
groups:point-move@draft             POST hidden login  404    404    404    moved  404    404    404    login
groups:point-delete                 POST listed login  404    404    404    moved  404    404    404    login
groups:point-delete                 POST hidden login  404    404    404    moved  404    404    404    login
groups:point-delete@draft           POST listed login  404    404    404    moved  404    404    404    login
groups:point-delete@draft           POST hidden login  404    404    404    moved  404    404    404    login
groups:point-undo                   POST listed login  404    404    404    moved  404    404    404    login
groups:point-undo                   POST hidden login  404    404    404    moved  404    404    404    login
groups:point-undo@draft             POST listed login  404    404    404    moved  404    404    404    login
groups:point-undo@draft             POST hidden login  404    404    404    moved  404    404    404    login
groups:point-history                GET  listed login  404    404    404    200    404    404    404    login
groups:point-history                GET  hidden login  404    404    404    200    404    404    404    login
groups:point-history@draft          GET  listed login  404    404    404    200    404    404    404    login
groups:point-history@draft          GET  hidden login  404    404    404    200    404    404    404    login
groups:point-revert                 POST listed login  404    404    404    moved  404    404    404    login
groups:point-revert                 POST hidden login  404    404    404    moved  404    404    404    login
groups:point-revert@draft           POST listed login  404    404    404    moved  404    404    404    login
groups:point-revert@draft           POST hidden login  404    404    404    moved  404    404    404    login
groups:point-take                   POST listed login  404    404    404    moved  404    404    404    login
groups:point-take                   POST hidden login  404    404    404    moved  404    404    404    login
groups:point-take@draft             POST listed login  404    404    404    moved  404    404    404    login
groups:point-take@draft             POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-history              GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-history              GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-history@draft        GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-history@draft        GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-revert               POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-revert               POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-revert@draft         POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-revert@draft         POST hidden login  404    404    404    moved  404    404    404    login
"""
KEY = "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f13"
POINT = {
    "title": "Un titre",
    "version": "{point_version}",
    **{f"{kind}-{number}_FORMS": "0" for kind in ("decisions", "actions", "open") for number in ("TOTAL", "INITIAL")},
}
FORMS: dict[str, dict[str, str]] = {
    "POST groups:minutes-edit": {"summary": "Des mots", "version": "1"},
    "POST groups:minutes-autosave": {"summary": "Des mots", "version": "1"},
    "POST groups:minutes-files": {"key": KEY, "attached": "{file_id}"},
    "POST groups:point-add": {"key": KEY, "title": "Un point"},
    "POST groups:point-edit": POINT,
    "POST groups:point-autosave": POINT,
}
