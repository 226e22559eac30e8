"""Rows of `access_table` for groups/meetings/urls/exports.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
