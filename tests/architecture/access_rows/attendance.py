"""Rows of `access_table` for groups/meetings/urls/attendance.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
