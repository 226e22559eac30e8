"""Blocks that hold other markup. Their HTML is in templates/components/."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

ICONS = {"info": "info", "ok": "check", "warn": "triangle-alert", "danger": "circle-alert", "plain": "info"}
LEVELS = {"success": "ok", "warning": "warn", "error": "danger", "debug": "plain"}


def callout(content: SafeString, kind: str = "info", title: str = "", icon: str = "", role: str = "") -> str:
    """{% callout "warn" _("Title") %}<p>…</p>{% endcallout %}. The level of a Django message is also a kind."""
    kind = LEVELS.get(kind, kind)
    context = {"kind": kind, "title": title, "icon": icon or ICONS[kind], "role": role, "content": content}
    return render_to_string("components/callout.html", context)
