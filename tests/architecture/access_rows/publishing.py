"""Rows of `access_table` for groups/meetings/urls/publishing.py."""

KEY = "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f11"
TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:minutes-detail               GET  listed login  404    404    200    200    404    404    404    login
groups:minutes-detail               GET  hidden login  404    404    200    200    404    404    404    login
groups:minutes-detail@coming        GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-detail@coming        GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-publish              GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-publish              GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-publish              POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-publish              POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-publish@coming       GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-publish@coming       GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-publish@coming       POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-publish@coming       POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-approve              GET  listed login  404    404    moved  moved  404    404    404    login
groups:minutes-approve              GET  hidden login  404    404    moved  moved  404    404    404    login
groups:minutes-approve              POST listed login  404    404    404    moved  404    404    404    login
groups:minutes-approve              POST hidden login  404    404    404    moved  404    404    404    login
groups:minutes-approve@coming       GET  listed login  404    404    404    404    404    404    404    login
groups:minutes-approve@coming       GET  hidden login  404    404    404    404    404    404    404    login
groups:minutes-reopen               GET  listed login  404    404    404    200    404    404    404    login
groups:minutes-reopen               GET  hidden login  404    404    404    200    404    404    404    login
groups:minutes-reopen               POST listed login  404    404    404    409    404    404    404    login
groups:minutes-reopen               POST hidden login  404    404    404    409    404    404    404    login
groups:correction-end               GET  listed login  404    404    moved  moved  404    404    404    login
groups:correction-end               GET  hidden login  404    404    moved  moved  404    404    404    login
groups:correction-end               POST listed login  404    404    404    moved  404    404    404    login
groups:correction-end               POST hidden login  404    404    404    moved  404    404    404    login
groups:edition-list                 GET  listed login  404    404    200    200    404    404    404    login
groups:edition-list                 GET  hidden login  404    404    200    200    404    404    404    login
groups:edition-list@coming          GET  listed login  404    404    404    404    404    404    404    login
groups:edition-list@coming          GET  hidden login  404    404    404    404    404    404    404    login
groups:edition-detail               GET  listed login  404    404    200    200    404    404    404    login
groups:edition-detail               GET  hidden login  404    404    200    200    404    404    404    login
groups:edition-detail@coming        GET  listed login  404    404    404    404    404    404    404    login
groups:edition-detail@coming        GET  hidden login  404    404    404    404    404    404    404    login
groups:edition-compare              GET  listed login  404    404    200    200    404    404    404    login
groups:edition-compare              GET  hidden login  404    404    200    200    404    404    404    login
groups:edition-compare@coming       GET  listed login  404    404    404    404    404    404    404    login
groups:edition-compare@coming       GET  hidden login  404    404    404    404    404    404    404    login
groups:amendment-new                GET  listed login  404    404    200    200    404    404    404    login
groups:amendment-new                GET  hidden login  404    404    200    200    404    404    404    login
groups:amendment-new                POST listed login  404    404    moved  moved  404    404    404    login
groups:amendment-new                POST hidden login  404    404    moved  moved  404    404    404    login
groups:amendment-new@coming         GET  listed login  404    404    404    404    404    404    404    login
groups:amendment-new@coming         GET  hidden login  404    404    404    404    404    404    404    login
groups:amendment-new@coming         POST listed login  404    404    404    404    404    404    404    login
groups:amendment-new@coming         POST hidden login  404    404    404    404    404    404    404    login
groups:amendment-decide             GET  listed login  404    404    404    200    404    404    404    login
groups:amendment-decide             GET  hidden login  404    404    404    200    404    404    404    login
groups:amendment-decide             POST listed login  404    404    404    moved  404    404    404    login
groups:amendment-decide             POST hidden login  404    404    404    moved  404    404    404    login
groups:amendment-withdraw           GET  listed login  404    404    moved  moved  404    404    404    login
groups:amendment-withdraw           GET  hidden login  404    404    moved  moved  404    404    404    login
groups:amendment-withdraw           POST listed login  404    404    moved  404    404    404    404    login
groups:amendment-withdraw           POST hidden login  404    404    moved  404    404    404    404    login
"""
FORMS: dict[str, dict[str, str]] = {
    "POST groups:minutes-publish": {"key": KEY, "days": "7", "reason": "Une correction"},
    "POST groups:minutes-reopen": {"reason": "Une date"},
    "POST groups:amendment-new": {"key": KEY, "text": "Le 12, pas le 13"},
    "POST groups:amendment-decide": {"decision": "accept"},
}
