"""Rows of `access_table` for groups/meetings/urls/following.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
