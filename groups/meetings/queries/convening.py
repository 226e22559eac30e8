"""Who is called to a meeting, who answered what, and who did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import can_answer_meeting, can_plan_meeting
from groups.meetings.enums import Reply
from groups.meetings.models import GUESTS_MAX, AgendaItem, Attendance, DatePoll, Meeting, MeetingFile, RefusedAddress
from groups.spaces.models import Group, Membership
from network.activity.queries import mails_given_up, without_mail
from network.kit import dates
from network.kit.folding import fold
from network.people.models import User

from .calendar_entries import has_other_agenda
from .content import name_of

BETWEEN_REMINDERS = timedelta(days=1)


def members_without_row(meeting: Meeting) -> QuerySet[User]:
    """Members of the group, not suspended, whom nothing says anything of yet for this meeting."""
    known = Attendance.objects.filter(meeting=meeting, user=OuterRef("pk"))
    members = User.objects.present().filter(memberships__group=meeting.group_id)
    return members.filter(~Exists(known)).by_name()


def people_told(meeting: Meeting, rows: Iterable[int] | None = None) -> QuerySet[Attendance]:
    """Those who were convened (or of these ids only) and may be told now, with the person."""
    told = Attendance.objects.filter(meeting=meeting, invited_at__isnull=False).in_reach()
    return (told if rows is None else told.filter(pk__in=list(rows))).select_related("user")


def hears_of(meeting: Meeting, email: str) -> bool:
    """Whether a guest with this address was convened, or refuses to hear of the group. Two queries at most."""
    guests = Attendance.objects.filter(meeting=meeting, is_guest=True, email=email, invited_at__isnull=False)
    return guests.exists() or RefusedAddress.objects.filter(meeting__group=meeting.group_id, email=email).exists()


def refuses_mails(guest: Attendance) -> bool:
    """Whether the address of this guest refuses the mails of the group. One query."""
    return RefusedAddress.objects.filter(meeting__group=guest.meeting.group_id, email=guest.email).exists()


def people_to_remind(meeting: Meeting, *, but: User) -> QuerySet[Attendance]:
    """Those who were convened, may be told, and did not answer."""
    return people_told(meeting).filter(reply=Reply.NONE).exclude(user=but)


def meetings_to_announce(*, until: datetime) -> QuerySet[Meeting]:
    """Meetings of living groups to which people were convened, that begin until then and whose date nobody was reminded
    of; with the group. For the worker.
    """
    coming = Meeting.objects.filter(starts_at__gt=timezone.now(), starts_at__lte=until, cancelled_at=None)
    waiting = coming.filter(told__isnull=False, group__archived_at=None)
    return waiting.exclude(announced_for=F("starts_at")).select_related("group").order_by("starts_at", "id")


def was_reminded_today(asked: Meeting | DatePoll) -> bool:
    """Whether a reminder left within the last day."""
    return asked.reminded_at is not None and asked.reminded_at > timezone.now() - BETWEEN_REMINDERS


def names_of_files(meeting: Meeting) -> list[str]:
    """The names of the files that go with the convocation, without those in the bin. One query."""
    files = MeetingFile.objects.filter(meeting=meeting, for_minutes=False, file__deleted_at=None)
    return list(files.values_list("file__name", flat=True))


def is_address_of_member(group: Group, email: str) -> bool:
    """Whether a member of the group has this address. Two queries at most."""
    members = Membership.objects.filter(group=group).values("user")
    known = EmailAddress.objects.filter(user__in=members, email__iexact=email)
    return known.exists() or User.objects.filter(pk__in=members, email__iexact=email).exists()


def guests_of(meeting: Meeting) -> QuerySet[Attendance]:
    """The guests by name, with `refuses_mails`."""
    guests = Attendance.objects.filter(meeting=meeting, is_guest=True)
    return guests.with_refusals().order_by("name", "id")[:GUESTS_MAX]


def guests_for_minutes(meeting: Meeting) -> QuerySet[Attendance]:
    """Guests who are to get the minutes by mail: it was chosen for them, and they did not ask to hear no more."""
    return Attendance.objects.filter(meeting=meeting, is_guest=True, gets_minutes=True).in_reach().order_by("id")


@dataclass
class Called:
    """Who gets the convocation when it is sent now. `silent`: members who get no mails, they are told in the bell
    alone; `unreachable`: guests without an address, or who asked to hear no more.
    """

    members: list[User] = field(default_factory=list)
    guests: list[Attendance] = field(default_factory=list)
    silent: list[User] = field(default_factory=list)
    unreachable: list[Attendance] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.members) + len(self.guests)


def called_for_page(meeting: Meeting) -> Called:
    """What the page of the convocation shows: those who did not get it yet. Three queries, whatever their number."""
    convened = Attendance.objects.filter(meeting=meeting, user=OuterRef("pk"), invited_at__isnull=False)
    people = User.objects.present().filter(memberships__group=meeting.group_id).filter(~Exists(convened))
    members = list(people.by_name())
    guests = [guest for guest in guests_of(meeting) if guest.invited_at is None]
    off = without_mail(members)
    return Called(
        members,
        guests,
        silent=[person for person in members if person.pk in off],
        unreachable=[guest for guest in guests if guest.refuses_mails or not guest.email],
    )


@dataclass(frozen=True)
class Rsvp:
    """The answers to one meeting, for somebody who may answer. `mine`: their own; `former`: what is to be said of the
    one that they gave for another date. `outdated`: how many of those without an answer gave one for another date.
    """

    yes: int
    no: int
    excused: int
    none: int
    outdated: int = 0
    mine: str = ""
    words: str = ""
    former: str = ""


def show_answers(meetings: Sequence[Meeting], user: User) -> None:
    """Give each of these meetings `rsvp`: counts and this person's answer; None where they can't answer (another's
    group, over, cancelled, archived). Meetings come with their group. Three queries at most, whatever their number.
    """
    open_ones = [m for m in meetings if not (m.is_cancelled or m.is_over or m.group.is_archived)]
    members = _members_by_group(open_ones, user)
    counts, mine = _counts(open_ones), _answers_of(open_ones, user)
    for meeting in meetings:
        meeting.rsvp = None
    for meeting in open_ones:
        if meeting.group_id in members:
            found = counts.get(meeting.pk, {})
            meeting.rsvp = _rsvp(found, members[meeting.group_id], mine.get(meeting.pk))


def _rsvp(found: dict, members: int, mine: Attendance | None) -> Rsvp:
    said = dict.fromkeys(Reply.values, 0)
    guests = outdated = 0
    for (reply, is_guest, is_former), number in found.items():
        said[reply] += number
        guests += number * is_guest
        outdated += number * is_former
    answered = sum(number for reply, number in said.items() if reply)
    counts = (said[Reply.YES], said[Reply.NO], said[Reply.EXCUSED], max(members + guests - answered, 0), outdated)
    return Rsvp(*counts, mine.reply, words_now(mine), former_answer(mine)) if mine else Rsvp(*counts)


def words_now(row: Attendance) -> str:
    """The word that goes with an answer: one for another date says nothing of this one."""
    return "" if row.former_reply else row.words


def former_answer(row: Attendance) -> str:
    """What is said to somebody who answered for a date that the meeting no longer has; "" to all others."""
    if not row.former_reply:
        return ""
    about = {"reply": Reply(row.former_reply).label, "day": dates.full(row.former_starts_at)}
    return _("You answered “%(reply)s” for %(day)s. The date has changed: answer again.") % about


def _members_by_group(meetings: Sequence[Meeting], user: User) -> dict[int, int]:
    """How many people each of this person's groups has, not suspended."""
    groups = {meeting.group_id for meeting in meetings}
    if not groups:
        return {}
    members = Membership.objects.filter(group__in=groups, user__is_active=True).order_by().values("group_id")
    counted = members.annotate(n=Count("id"), mine=Count("id", filter=Q(user=user)))
    return {row["group_id"]: row["n"] for row in counted if row["mine"]}


def _counts(meetings: Sequence[Meeting]) -> dict[int, dict[tuple[str, bool, bool], int]]:
    if not meetings:
        return {}
    rows = Attendance.objects.filter(meeting__in=meetings).current().order_by()
    rows = rows.annotate(is_former=~Q(former_reply=Reply.NONE))
    counts: dict[int, dict[tuple[str, bool, bool], int]] = {}
    kinds = rows.values_list("meeting_id", "reply", "is_guest", "is_former")
    for meeting, *kind, number in kinds.annotate(n=Count("id")):
        counts.setdefault(meeting, {})[tuple(kind)] = number
    return counts


def _answers_of(meetings: Sequence[Meeting], user: User) -> dict[int, Attendance]:
    if not meetings:
        return {}
    return {row.meeting_id: row for row in Attendance.objects.filter(meeting__in=meetings, user=user)}


def convening_for_meeting(meeting: Meeting, membership: Membership | None, agenda: Sequence[AgendaItem]) -> dict:
    """What the page of a meeting shows of convocation and answers: `rsvp` on the meeting for members, and for those who
    plan `to_convene`, how many wait for the convocation, and `other_agenda`, whether those who got it have another
    agenda. Five queries at most.
    """
    meeting.rsvp = None
    if not can_answer_meeting(membership, meeting):
        return {"can_answer": False, "can_convene": False, "to_convene": 0, "other_agenda": False}
    show_answers([meeting], membership.user)
    can_convene = can_plan_meeting(membership)
    to_convene = _number_to_convene(meeting) if can_convene and meeting.is_convened else 0
    return {
        "can_answer": meeting.rsvp is not None,
        "can_convene": can_convene,
        "to_convene": to_convene,
        "other_agenda": can_convene and has_other_agenda(meeting, agenda),
    }


def _number_to_convene(meeting: Meeting) -> int:
    waiting = Attendance.objects.filter(meeting=meeting, invited_at=None).current().count()
    return waiting + members_without_row(meeting).count()


@dataclass(frozen=True)
class Answer:
    """One line of the list of answers; `person` is None for a guest. `former`: what they answered for another date."""

    name: str
    person: User | None = None
    note: str = ""
    words: str = ""
    former: str = ""


def answers_for_page(meeting: Meeting) -> dict[str, list[Answer]]:
    """Who answered what, by reply ("none" for those who did not), for those who facilitate. Two queries."""
    rows = Attendance.objects.filter(meeting=meeting).current()
    rows = rows.select_related("user", "user__profile", "user__profile__organisation")
    lists: dict[str, list[Answer]] = {"yes": [], "no": [], "excused": [], "none": []}
    for row in rows:
        note = row.role or _("guest") if row.is_guest else ""
        lists[row.reply or "none"].append(Answer(name_of(row), row.user, note, row.words, _former_note(row)))
    lists["none"] += [Answer(str(person), person) for person in members_without_row(meeting)]
    return {reply: sorted(found, key=lambda one: fold(one.name)) for reply, found in lists.items()}


def _former_note(row: Attendance) -> str:
    if not row.former_reply:
        return ""
    about = {"reply": Reply(row.former_reply).label, "day": dates.day(row.former_starts_at)}
    return _("answered “%(reply)s” for %(day)s") % about


def undelivered_for_page(meeting: Meeting) -> list[str]:
    """Whom mails about this meeting could not be handed over to: people by name, guests by address. One query."""
    found = mails_given_up(target=meeting.target)
    return list(dict.fromkeys(str(mail.user) if mail.user else mail.address for mail in found))
