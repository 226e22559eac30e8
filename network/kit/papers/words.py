"""Words for a file of XML, and what the two office formats share."""

import re

UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no file of XML may hold."""
SPELLED = {"fr": ("fr", "FR"), "en": ("en", "GB")}
INK, SOFT, WASH, LINE, AMBER = "#142023", "#596669", "#f0f4f5", "#c3cccf", "#80500f"
FONT = "Arial"
"""Everybody has it, or one with the same widths; ours is not on the machines of those who go on writing."""


def xml(text: str) -> str:
    return UNWRITABLE.sub("", text)


def tone(name: str, accent: str) -> str:
    return {"decision": accent, "action": AMBER}.get(name, SOFT)
