"""Rows of `access_table` for groups/meetings/urls/polls.py."""

TABLE = """
groups:poll-new                     GET  listed login  404    404    404    200    404    404    404    login
groups:poll-new                     GET  hidden login  404    404    404    200    404    404    404    login
groups:poll-new                     POST listed login  404    404    404    moved  404    404    404    login
groups:poll-new                     POST hidden login  404    404    404    moved  404    404    404    login
groups:poll-detail                  GET  listed login  404    404    200    200    404    404    404    login
groups:poll-detail                  GET  hidden login  404    404    200    200    404    404    404    login
groups:poll-detail                  POST listed login  404    404    moved  moved  404    404    404    login
groups:poll-detail                  POST hidden login  404    404    moved  moved  404    404    404    login
groups:poll-edit                    GET  listed login  404    404    404    200    404    404    404    login
groups:poll-edit                    GET  hidden login  404    404    404    200    404    404    404    login
groups:poll-edit                    POST listed login  404    404    404    moved  404    404    404    login
groups:poll-edit                    POST hidden login  404    404    404    moved  404    404    404    login
groups:poll-remind                  POST listed login  404    404    404    moved  404    404    404    login
groups:poll-remind                  POST hidden login  404    404    404    moved  404    404    404    login
groups:poll-choose                  POST listed login  404    404    404    moved  404    404    404    login
groups:poll-choose                  POST hidden login  404    404    404    moved  404    404    404    login
groups:poll-close                   POST listed login  404    404    404    moved  404    404    404    login
groups:poll-close                   POST hidden login  404    404    404    moved  404    404    404    login
"""
KEY = "7c1b5f0e-2a43-4d6a-8f1e-3b9d5c7a1e20"
DATES = {"day_0": "2030-12-12", "begins_0": "09:30", "ends_0": "12:00", "day_1": "2030-12-13"}
FORMS: dict[str, dict[str, str]] = {
    "POST groups:poll-new": {"key": KEY, "title": "Prochain comité", "lines": "5", **DATES},
    "POST groups:poll-detail": {"key": KEY, "vote_{option_id}": "yes"},
    "POST groups:poll-edit": {"key": KEY, "title": "Prochain comité", "version": "{poll_version}", **DATES},
    "POST groups:poll-remind": {"key": KEY},
    "POST groups:poll-choose": {"key": KEY, "option": "{option_id}"},
}
