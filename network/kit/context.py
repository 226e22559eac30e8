from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}


def interface(request: HttpRequest) -> dict:
    """What every page's frame needs: the chosen appearance ("" follows the system), demonstration, reference."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "demo": settings.DEMO,
        "request_id": getattr(request, "id", ""),
    }
