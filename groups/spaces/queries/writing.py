"""What somebody is writing, and the words at the door of a group, as pages show them."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groups.spaces.models import Draft
from network.kit import clean_html, dates
from network.kit.typography import nb_html


def draft_for_page(draft: Draft | None) -> dict | None:
    """A draft as the page gives it to its script: the fields and when they were kept (seconds)."""
    return {"values": draft.content, "at": draft.saved_at.timestamp()} if draft else None


def draft_saved(draft: Draft) -> dict:
    """What the page says when the draft was kept."""
    hour = dates.Moment(draft.saved_at).hour()
    return {"at": draft.saved_at.timestamp(), "said": _("Saved at %(hour)s") % {"hour": hour}}


def welcome_shown(html: str) -> SafeString:
    """The welcome area of a group, kept as `actions.update_welcome` keeps it, as pages show it."""
    return clean_html.show(nb_html(html))
