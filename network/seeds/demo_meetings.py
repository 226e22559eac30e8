"""The meetings of the demonstration that took place: minutes approved, corrected, open to corrections and being
written.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from groups.files.models import SharedFile
from groups.meetings.enums import ActionState, AmendmentState, MinutesState, Presence, Reply
from groups.meetings.models import (
    ActionItem,
    AgendaItem,
    Amendment,
    Attendance,
    Decision,
    Edition,
    Meeting,
    MeetingFile,
    Minutes,
    OpenPoint,
    Point,
    usual_half_days,
)
from groups.meetings.queries import content_of
from groups.models import Group
from groups.spaces.enums import Role
from network.kit.clean_html import from_plain
from network.people.models import User

from .calendar import shifted
from .demo_files import name_in_group
from .demo_meetings_to_come import CONVENED, facilitator_of, show_meetings_to_come

BEING_WRITTEN = "reunion-sante-2015-06"
OPEN_TO_CORRECTIONS = "reunion-clauses-2015-05"
CORRECTED = "reunion-prevention-2015-04"
OPEN_FOR = 45
"""Days of the window of corrections that must still be open, whatever the week."""
CORRECTION = "Le nombre d’heures cité est celui de l’année, non du trimestre."
REASON = "Correction d’un nom de structure au point 2."
TO_DO = "Proposer deux parents pour témoigner à la rencontre"
LEFT_OPEN = "Revenir sur la place des parents dans les instances"


def show_meetings(content: dict, people: dict[str, User], groups: dict[str, Group], shift: timedelta) -> None:
    """What the content tells of six meetings, on the same weekdays of this year, and what comes after them."""
    numbers: dict[int, int] = {}
    for row in content["meetings"]:
        group = groups[row["group"]]
        meeting = _meeting(row, group, shift)
        minutes = _minutes(row, meeting, people, shift)
        _attended(row["minutes"], meeting, people)
        _written(row["minutes"], minutes, people, shift)
        if row["group"] == CONVENED:
            _left_open(minutes, people[row["minutes"]["validated_by"]])
        if row["id"] != BEING_WRITTEN:
            numbers[group.pk] = numbers.get(group.pk, 0) + 1
            _published(row, minutes, people, numbers[group.pk], shift)
    show_meetings_to_come(groups)


def _meeting(row: dict, group: Group, shift: timedelta) -> Meeting:
    starts_at, ends_at = (shifted(f"{row['date']}T{row[hour]}", shift) for hour in ("start", "end"))
    meeting = Meeting.objects.create(
        group=group,
        title=row["title"],
        starts_at=starts_at,
        ends_at=ends_at,
        place=row["location"],
        half_days=usual_half_days(starts_at, ends_at),
        created_by=facilitator_of(group),
        created_at=starts_at - timedelta(days=30),
        convened_at=starts_at - timedelta(days=21),
    )
    for position, title in enumerate(row["agenda"]):
        AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    return meeting


def _minutes(row: dict, meeting: Meeting, people: dict[str, User], shift: timedelta) -> Minutes:
    told = row["minutes"]
    return Minutes.objects.create(
        meeting=meeting,
        writer=people[told["writer"]],
        summary=told["summary"],
        next_on=_day(told["next_meeting"], shift),
        next_note=told["next_meeting_note"] or "",
        created_by=people[told["writer"]],
        created_at=meeting.ends_at,
        changed_by=people[told["writer"]],
    )


def _day(text: str | None, shift: timedelta) -> date | None:
    return date.fromisoformat(text) + shift if text else None


def _attended(told: dict, meeting: Meeting, people: dict[str, User]) -> None:
    came = {people[name].pk for name in told["participants"]}
    excused = {people[name].pk for name in told["excused"]}
    named = {person.pk: person for person in people.values()}
    members = set(meeting.group.memberships.values_list("user_id", flat=True))
    for pk in sorted(came | excused | members):
        presence = Presence.PRESENT if pk in came else Presence.EXCUSED if pk in excused else Presence.ABSENT
        reply = {Presence.PRESENT: Reply.YES, Presence.EXCUSED: Reply.EXCUSED}.get(presence, Reply.NONE)
        Attendance.objects.create(meeting=meeting, user=named[pk], name=str(named[pk]), presence=presence, reply=reply)
    for guest in told["guests"]:
        Attendance.objects.create(meeting=meeting, is_guest=True, name=guest[:160], presence=Presence.PRESENT)


def _written(told: dict, minutes: Minutes, people: dict[str, User], shift: timedelta) -> None:
    items = list(minutes.meeting.items.order_by("position"))
    same = len(items) == len(told["exchanges"])
    for position, exchange in enumerate(told["exchanges"]):
        Point.objects.create(
            minutes=minutes,
            item=items[position] if same else None,
            position=position,
            title=exchange["topic"],
            exchanges=from_plain(exchange["text"]),
        )
    group = minutes.meeting.group
    for position, text in enumerate(told["decisions"]):
        Decision.objects.create(group=group, minutes=minutes, position=position, text=text)
    for position, row in enumerate(told["action_items"]):
        _action(row, minutes, people, position, shift)
    for place, name in enumerate(told["attachments"]):
        file = SharedFile.objects.filter(group=group, name=name_in_group(name)).first()
        if file:
            MeetingFile.objects.create(meeting=minutes.meeting, file=file, for_minutes=True, place=place)


def _left_open(minutes: Minutes, owner: User) -> None:
    """What a later meeting takes up, and what somebody who enters the demonstration has to do these days."""
    OpenPoint.objects.create(minutes=minutes, text=LEFT_OPEN)
    about = {"what": TO_DO, "owner": owner, "due": timezone.localdate() + timedelta(days=5)}
    ActionItem.objects.create(group=minutes.meeting.group, minutes=minutes, position=90, **about)


def _action(row: dict, minutes: Minutes, people: dict[str, User], position: int, shift: timedelta) -> None:
    due, is_done = _day(row["due"], shift), row["status"] == "done"
    owner = people.get(row["owner"])
    ActionItem.objects.create(
        group=minutes.meeting.group,
        minutes=minutes,
        position=position,
        what=row["what"],
        owner=owner,
        due=due,
        state=ActionState.DONE if is_done else ActionState.OPEN,
        done_at=minutes.meeting.ends_at + timedelta(days=10) if is_done else None,
        done_by=owner if is_done else None,
    )


def _published(row: dict, minutes: Minutes, people: dict[str, User], number: int, shift: timedelta) -> None:
    at = shifted(f"{row['minutes']['published_on']}T18:04", shift)
    by = people[row["minutes"]["validated_by"]]
    minutes.number, minutes.edition, minutes.state = number, 1, MinutesState.APPROVED
    minutes.published_at, minutes.published_by = at, by
    minutes.amend_until = minutes.approved_at = at + timedelta(days=minutes.amend_days)
    if row["id"] == OPEN_TO_CORRECTIONS:
        minutes.state, minutes.approved_at, minutes.amend_days = MinutesState.PUBLISHED, None, OPEN_FOR
        minutes.amend_until = timezone.now() + timedelta(days=4)
    minutes.save()
    for rows in (minutes.decisions, minutes.action_items):
        rows.update(published_at=at)
    Edition.objects.create(minutes=minutes, number=1, content=content_of(minutes), by=by, at=at)
    if row["id"] == OPEN_TO_CORRECTIONS:
        _proposed_correction(minutes)
    if row["id"] == CORRECTED:
        _second_edition(minutes, by, at + timedelta(days=3))


def _proposed_correction(minutes: Minutes) -> None:
    reader = minutes.meeting.group.memberships.filter(role=Role.MEMBER).select_related("user").order_by("id").first()
    Amendment.objects.create(
        minutes=minutes, point=minutes.points.first(), by=reader.user, text=CORRECTION, state=AmendmentState.PENDING
    )


def _second_edition(minutes: Minutes, by: User, at: datetime) -> None:
    point = minutes.points.order_by("position")[1]
    point.exchanges = point.exchanges.replace("médiateurs", "médiateurs et médiatrices", 1) + from_plain(
        "La structure porteuse est la régie de quartier."
    )
    point.version += 1
    point.save()
    minutes.edition = 2
    minutes.save()
    Edition.objects.create(minutes=minutes, number=2, content=content_of(minutes), reason=REASON, by=by, at=at)
