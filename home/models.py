"""One Django app, one migration history: the models of every room."""

from home.pages.models import HomePage, SiteSettings, StandardPage

__all__ = ["HomePage", "SiteSettings", "StandardPage"]
