"""Rows of `access_table` for groups/meetings/urls/following.py."""

KEY = "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f11"
TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
groups:decision-list                GET  listed login  404    404    200    200    404    404    404    login
groups:decision-list                GET  hidden login  404    404    200    200    404    404    404    login
groups:decision-export              GET  listed login  404    404    200    200    404    404    404    login
groups:decision-export              GET  hidden login  404    404    200    200    404    404    404    login
groups:action-list                  GET  listed login  404    404    200    200    404    404    404    login
groups:action-list                  GET  hidden login  404    404    200    200    404    404    404    login
groups:action-export                GET  listed login  404    404    200    200    404    404    404    login
groups:action-export                GET  hidden login  404    404    200    200    404    404    404    login
groups:action-detail                GET  listed login  404    404    200    200    404    404    404    login
groups:action-detail                GET  hidden login  404    404    200    200    404    404    404    login
groups:action-detail@unpublished    GET  listed login  404    404    404    404    404    404    404    login
groups:action-detail@unpublished    GET  hidden login  404    404    404    404    404    404    404    login
groups:action-state                 GET  listed login  404    404    moved  moved  404    404    404    login
groups:action-state                 GET  hidden login  404    404    moved  moved  404    404    404    login
groups:action-state                 POST listed login  404    404    moved  moved  404    404    404    login
groups:action-state                 POST hidden login  404    404    moved  moved  404    404    404    login
groups:action-state@others          POST listed login  404    404    404    moved  404    404    404    login
groups:action-state@others          POST hidden login  404    404    404    moved  404    404    404    login
groups:action-state@unpublished     POST listed login  404    404    404    404    404    404    404    login
groups:action-state@unpublished     POST hidden login  404    404    404    404    404    404    404    login
groups:action-edit                  GET  listed login  404    404    404    200    404    404    404    login
groups:action-edit                  GET  hidden login  404    404    404    200    404    404    404    login
groups:action-edit                  POST listed login  404    404    404    moved  404    404    404    login
groups:action-edit                  POST hidden login  404    404    404    moved  404    404    404    login
groups:meeting-leftovers            GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-leftovers            GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-leftovers@coming     GET  listed login  404    404    404    200    404    404    404    login
groups:meeting-leftovers@coming     GET  hidden login  404    404    404    200    404    404    404    login
groups:meeting-leftovers@coming     POST listed login  404    404    404    moved  404    404    404    login
groups:meeting-leftovers@coming     POST hidden login  404    404    404    moved  404    404    404    login
groups:topic-detail                 GET  listed login  404    404    200    200    404    404    404    login
groups:topic-detail                 GET  hidden login  404    404    200    200    404    404    404    login
groups:my-actions                   GET  -      login  200    200    200    200    200    200    200    login
"""
FORMS: dict[str, dict[str, str]] = {
    "POST groups:action-state": {"state": "done", "words": "Fait hier"},
    "POST groups:action-edit": {"owner": "", "due": "2026-12-01"},
    "POST groups:meeting-leftovers": {"key": KEY, "chosen": "{leftover}"},
}
