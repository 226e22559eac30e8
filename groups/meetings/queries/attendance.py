"""Who came to a meeting: everybody who could, with what they answered and what was noted."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import ngettext

from groups.meetings.enums import Presence, Reply
from groups.meetings.models import Attendance, Meeting
from groups.spaces.models import Group
from groups.spaces.queries import members_of
from network.kit.folding import fold
from network.people.models import User, byline_of

from .content import role_of

EXPECTED = {Reply.YES: Presence.PRESENT, Reply.NO: Presence.EXCUSED, Reply.EXCUSED: Presence.EXCUSED}
"""What an answer lets one expect, until attendance is taken."""


@dataclass(frozen=True)
class Attendee:
    """A person on the attendance sheet: a member, a guest, or somebody who was there and left the group since.

    `ref` names them in forms ("u12": an account, "a5": a row without one). `presence` is what was noted, `expected`
    what the form begins with. `half_days`: None counts as the meeting's.
    """

    ref: str
    name: str
    role: str
    user: User | None
    is_guest: bool
    reply: str
    words: str
    presence: str
    expected: str
    represented_by: str
    half_days: int | None

    @property
    def is_noted(self) -> bool:
        return self.presence != Presence.UNKNOWN

    @property
    def kept(self) -> str:
        """What was noted when the form was drawn: a line is saved when it says something else."""
        return f"{self.presence}|{'' if self.half_days is None else self.half_days}|{self.represented_by}"


def attendance_for_page(meeting: Meeting) -> list[Attendee]:
    """Members, guests and whoever has a row, by name, guests last. Two queries, whatever the number of people."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("user__profile__organisation")
    known = {row.user_id or -row.pk: row for row in rows}
    begun = meeting.starts_at <= timezone.now()
    found = [_member(user, known.pop(user.pk, None), begun=begun) for user in members_of(meeting.group)]
    found += [_other(row, begun=begun) for row in known.values()]
    return sorted(found, key=lambda one: (one.is_guest, fold(one.name)))


def _member(user: User, row: Attendance | None, *, begun: bool) -> Attendee:
    return _attendee(
        f"u{user.pk}", str(user), byline_of(user.function, user.organisation), user, row or Attendance(), begun=begun
    )


def _other(row: Attendance, *, begun: bool) -> Attendee:
    if row.user is None:
        return _attendee(f"a{row.pk}", row.name, row.role, None, row, begun=begun)
    return _attendee(f"u{row.user_id}", str(row.user), role_of(row), row.user, row, begun=begun)


def _attendee(ref: str, name: str, role: str, user: User | None, row: Attendance, *, begun: bool) -> Attendee:
    expected = EXPECTED.get(row.reply, Presence.UNKNOWN)
    if expected == Presence.PRESENT and not begun:
        expected = Presence.UNKNOWN
    return Attendee(
        ref=ref, name=name, role=role, user=user, is_guest=row.is_guest, reply=row.reply, words=row.words,
        presence=row.presence, expected=row.presence or expected, represented_by=row.represented_by,
        half_days=row.half_days,
    )  # fmt: skip


@dataclass(frozen=True)
class AttendanceTotal:
    """How many people were noted as what, how many were not, and the half-days of those who were present."""

    present: int
    excused: int
    absent: int
    represented: int
    unknown: int
    half_days: int


def attendance_total(people: list[Attendee], usual: int) -> AttendanceTotal:
    """Counts of an attendance; `usual`: the half-days of whoever has no number of their own. No query."""
    counted = Counter(one.presence for one in people)
    days = (usual if one.half_days is None else one.half_days for one in people if one.presence == Presence.PRESENT)
    return AttendanceTotal(
        present=counted[Presence.PRESENT],
        excused=counted[Presence.EXCUSED],
        absent=counted[Presence.ABSENT],
        represented=counted[Presence.REPRESENTED],
        unknown=counted[Presence.UNKNOWN],
        half_days=sum(days),
    )


def people_to_name(group: Group) -> dict[str, User]:
    """The people of a group by the words that name them in a form, in the order of their names: "Marie Petit", and with
    their organisation or a number behind when two have the same name. One query.
    """
    named: dict[str, User] = {}
    members = User.objects.present().filter(memberships__group=group).with_byline()
    people = list(members.by_name())
    often = Counter(str(person) for person in people)
    for person in people:
        label = str(person)
        if often[label] > 1:
            label = f"{label} ({person.organisation or person.function or person.pk})"
        named[label if label not in named else f"{label} {person.pk}"] = person
    return named


def total_said(total: AttendanceTotal) -> str:
    """ "13 present, 2 excused, 1 absent, 14 half-days": what is zero is left out."""
    said = [
        ngettext("%(n)s present", "%(n)s present", total.present) % {"n": total.present},
        ngettext("%(n)s excused", "%(n)s excused", total.excused) % {"n": total.excused},
        ngettext("%(n)s absent", "%(n)s absent", total.absent) % {"n": total.absent},
        ngettext("%(n)s represented", "%(n)s represented", total.represented) % {"n": total.represented},
        ngettext("%(n)s half-day", "%(n)s half-days", total.half_days) % {"n": total.half_days},
    ]
    numbers = [total.present, total.excused, total.absent, total.represented, total.half_days]
    return ", ".join(words for words, number in zip(said, numbers, strict=True) if number)
