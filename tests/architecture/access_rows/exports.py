"""Rows of `access_table` for groups/meetings/urls/exports.py."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:minutes-pdf                  GET  listed login  404    404    200    200    404    404    404    login
groups:minutes-pdf                  GET  hidden login  404    404    200    200    404    404    404    login
groups:minutes-pdf@draft            GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-docx                 GET  listed login  404    404    200    200    404    404    404    login
groups:minutes-docx                 GET  hidden login  404    404    200    200    404    404    404    login
groups:minutes-docx@draft           GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-odt                  GET  listed login  404    404    200    200    404    404    404    login
groups:minutes-odt                  GET  hidden login  404    404    200    200    404    404    404    login
groups:minutes-odt@draft            GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-print                GET  listed login  404    404    200    200    404    404    404    login
groups:minutes-print                GET  hidden login  404    404    200    200    404    404    404    login
groups:minutes-print@draft          GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-print@draft          GET  hidden login  404    404    404    200    404    404    404    login
groups:attendance-sheet             GET  listed login  404    404    404    200    404    404    404    login
groups:attendance-sheet             GET  hidden login  404    404    404    200    404    404    404    login
"""
FORMS: dict[str, dict[str, str]] = {}
