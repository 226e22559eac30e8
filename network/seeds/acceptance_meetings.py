"""Meetings of the acceptance cast: one over with published minutes, one to come with a draft, canaries in all."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from groups.meetings.enums import ItemState, MinutesState, Presence, Reply
from groups.meetings.models import (
    ActionItem,
    AgendaItem,
    Amendment,
    Attendance,
    DateOption,
    DatePoll,
    Decision,
    Edition,
    HeadRevision,
    Meeting,
    Minutes,
    OpenPoint,
    Point,
    PointRevision,
)
from groups.meetings.queries import content_of, head_of
from groups.models import Group
from network.kit.clean_html import from_plain
from network.people.models import User

Word = Callable[[str, str], str]
"""word(kind, field): a canary of the group."""


def add_meetings(group: Group, people: list[User], word: Word) -> dict[str, int]:
    """Ids of the meeting that is over, of the one to come and of a date poll."""
    over = _meeting(group, people, word, days=-7)
    draft = Minutes.objects.create(meeting=over, writer=people[0], summary=word("minutes", "summary"))
    _fill(draft, people, word)
    draft.number, draft.edition, draft.state, draft.published_at = 1, 1, MinutesState.PUBLISHED, timezone.now()
    draft.amend_until = timezone.now() + timedelta(days=7)
    draft.save()
    Edition.objects.create(minutes=draft, number=1, content=content_of(draft), by=people[0])
    Amendment.objects.create(minutes=draft, by=people[-1], text=word("amendment", "text"))
    coming = _meeting(group, people, word, days=7)
    _fill(Minutes.objects.create(meeting=coming, summary=word("draftminutes", "summary")), people, word)
    poll = DatePoll.objects.create(group=group, title=word("poll", "title"), words=word("poll", "words"))
    DateOption.objects.create(poll=poll, starts_at=coming.starts_at, ends_at=coming.ends_at)
    return {"over": over.pk, "coming": coming.pk, "poll": poll.pk}


def _meeting(group: Group, people: list[User], word: Word, *, days: int) -> Meeting:
    starts_at = timezone.now() + timedelta(days=days)
    meeting = Meeting.objects.create(
        group=group,
        title=word("meeting", "title"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place=word("meeting", "place"),
        notes=from_plain(word("meeting", "notes")),
        created_by=people[0],
    )
    AgendaItem.objects.create(meeting=meeting, title=word("agendaitem", "title"))
    AgendaItem.objects.create(meeting=meeting, title=word("proposeditem", "title"), state=ItemState.PROPOSED)
    for person in people:
        about = {"words": word("answer", "words"), "reply": Reply.EXCUSED, "presence": Presence.EXCUSED}
        Attendance.objects.create(meeting=meeting, user=person, name=str(person), **about)
    guest = {"name": word("guest", "name"), "email": f"{word('guest', 'email').lower()}@example.org"}
    Attendance.objects.create(meeting=meeting, is_guest=True, presence=Presence.PRESENT, **guest)
    return meeting


def _fill(minutes: Minutes, people: list[User], word: Word) -> None:
    group = minutes.meeting.group
    about = {"title": word("point", "title"), "exchanges": from_plain(word("point", "exchanges"))}
    point = Point.objects.create(minutes=minutes, **about)
    before = {"title": point.title, "presenter": "", "exchanges": from_plain(word("pointrevision", "exchanges"))}
    before |= {"decisions": [], "actions": [], "open": []}
    PointRevision.objects.create(point=point, version=1, content=before)
    head = head_of(minutes) | {"summary": word("headrevision", "summary")}
    HeadRevision.objects.create(minutes=minutes, version=1, content=head)
    published_at = timezone.now() if minutes.meeting.is_over else None
    Decision.objects.create(
        group=group, minutes=minutes, point=point, text=word("decision", "text"), published_at=published_at
    )
    ActionItem.objects.create(
        group=group, minutes=minutes, point=point, what=word("action", "what"), owner=people[0],
        published_at=published_at,
    )  # fmt: skip
    OpenPoint.objects.create(minutes=minutes, point=point, text=word("openpoint", "text"))
