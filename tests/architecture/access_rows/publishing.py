"""Rows of `access_table` for groups/meetings/urls/publishing.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
