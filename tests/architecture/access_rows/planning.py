"""Rows of `access_table` for groups/meetings/urls/planning.py."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:meeting-list                 GET  listed login  404    404    200    200    404    404    404    login
groups:meeting-list                 GET  hidden login  404    404    200    200    404    404    404    login
groups:meeting-detail               GET  listed login  404    404    200    200    404    404    404    login
groups:meeting-detail               GET  hidden login  404    404    200    200    404    404    404    login
"""
FORMS: dict[str, dict[str, str]] = {}
