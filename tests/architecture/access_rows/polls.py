"""Rows of `access_table` for groups/meetings/urls/polls.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
