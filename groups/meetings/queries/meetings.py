"""Lists of meetings, and what the page of one shows."""

from django.db.models import QuerySet

from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, Meeting
from groups.spaces.models import Group


def meetings_for_list(group: Group) -> QuerySet[Meeting]:
    """All meetings of a group, the latest first, with their minutes."""
    return Meeting.objects.filter(group=group).select_related("report")


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """What will be talked about, in order, with who presents it. One query."""
    return list(meeting.items.filter(state=ItemState.ACCEPTED).select_related("presenter"))
