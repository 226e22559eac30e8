"""What the page of a meeting shows."""

from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, Meeting


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """What will be talked about, in order, with who presents it. One query."""
    return list(meeting.items.filter(state=ItemState.ACCEPTED).select_related("presenter"))
