"""Rows of `access_table` for groups/meetings/urls/attendance.py."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:attendance-edit              GET  listed login  404    404    404    200    404    404    404    login
groups:attendance-edit              GET  hidden login  404    404    404    200    404    404    404    login
groups:attendance-edit@draft        GET  listed login  404    404    404    200    404    404    404    login
groups:attendance-edit@draft        GET  hidden login  404    404    404    200    404    404    404    login
groups:attendance-edit              POST listed login  404    404    404    moved  404    404    404    login
groups:attendance-edit              POST hidden login  404    404    404    moved  404    404    404    login
groups:attendance-edit@draft        POST listed login  404    404    404    moved  404    404    404    login
groups:attendance-edit@draft        POST hidden login  404    404    404    moved  404    404    404    login
groups:attendance-line              POST listed login  404    404    404    200    404    404    404    login
groups:attendance-line              POST hidden login  404    404    404    200    404    404    404    login
groups:attendance-line@draft        POST listed login  404    404    404    200    404    404    404    login
groups:attendance-line@draft        POST hidden login  404    404    404    200    404    404    404    login
groups:attendance-guest             POST listed login  404    404    404    moved  404    404    404    login
groups:attendance-guest             POST hidden login  404    404    404    moved  404    404    404    login
groups:attendance-guest@draft       POST listed login  404    404    404    moved  404    404    404    login
groups:attendance-guest@draft       POST hidden login  404    404    404    moved  404    404    404    login
"""
FORMS: dict[str, dict[str, str]] = {
    "POST groups:attendance-guest": {"key": "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f12", "name": "Ines Petit"},
}
