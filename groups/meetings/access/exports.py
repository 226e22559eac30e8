"""Which minutes somebody takes away."""

from django.http import Http404

from groups.meetings.models import Edition, Minutes
from groups.spaces.access import Passage

from .meetings import get_minutes_to_read_or_404


def get_minutes_to_export_or_404(
    passage: Passage, meeting_id: int, edition_number: int | None = None
) -> tuple[Minutes, Edition | None]:
    """Minutes with the edition of this number, the last one without a number; None for those that were never published,
    which only those who write them reach. Two queries. Raises Http404 for anything else.
    """
    minutes = get_minutes_to_read_or_404(passage, meeting_id)
    if not minutes.is_published and edition_number is None:
        return minutes, None
    wanted = minutes.edition if edition_number is None else edition_number
    edition = Edition.objects.select_related("by").filter(minutes=minutes, number=wanted).first()
    if edition is None or not minutes.is_published:
        raise Http404
    return minutes, edition
