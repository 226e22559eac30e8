"""Rows of `access_table` for groups/meetings/urls/convening.py."""

TABLE = """
"""
FORMS: dict[str, dict[str, str]] = {}
