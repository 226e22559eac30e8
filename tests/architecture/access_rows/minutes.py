"""Rows of `access_table` for groups/meetings/urls/minutes.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
