"""What a writing area starts with: a draft found again, words of a message to answer."""

from django.utils.translation import gettext as _

from groups.threads.models import Draft, Post
from network.kit import dates
from network.kit.clean_html import from_plain, to_plain

QUOTED_MAX = 600


def draft_for_page(draft: Draft | None) -> dict | None:
    """A draft as the page gives it to its script: the fields and when they were kept (seconds)."""
    return {"values": draft.content, "at": draft.saved_at.timestamp()} if draft else None


def draft_saved(draft: Draft) -> dict:
    """What the page says when the draft was kept."""
    hour = dates.Moment(draft.saved_at).hour()
    return {"at": draft.saved_at.timestamp(), "said": _("Saved at %(hour)s") % {"hour": hour}}


def quote_of(post: Post) -> str:
    """The words of a message, without those that it quotes itself, as the beginning of an answer: HTML for a writing
    area, which escapes it like any other text.
    """
    own = post.body.rpartition("</blockquote>")[2]
    words = to_plain(own) or to_plain(post.body)
    if len(words) > QUOTED_MAX:
        words = words[:QUOTED_MAX].rsplit(None, 1)[0]
    return f'<blockquote data-quote="{post.pk}">{from_plain(words)}</blockquote><p></p>'
