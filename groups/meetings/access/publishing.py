"""Published minutes: who changes and corrects them, and the only code that loads editions and proposed corrections."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from groups.meetings.enums import MinutesState
from groups.meetings.models import Amendment, Attendance, Edition, Minutes, Point
from groups.spaces.access import can_manage_group, can_write_in_group, held_facilitator, held_membership
from groups.spaces.models import Group, Membership
from network.kit.errors import Refused

from .meetings import BIGGEST_ID
from .rules import can_change_minutes, can_write_minutes


def can_publish_minutes(membership: Membership | None, minutes: Minutes) -> bool:
    return can_change_minutes(membership, minutes)


def can_approve_minutes(membership: Membership | None, minutes: Minutes) -> bool:
    return can_manage_group(membership) and minutes.is_published and not minutes.is_approved


def can_reopen_minutes(membership: Membership | None, minutes: Minutes) -> bool:
    return can_write_minutes(membership, minutes) and minutes.is_locked


def can_amend_minutes(membership: Membership | None, minutes: Minutes) -> bool:
    """To propose a correction in time: members who were asked to come or came, and those who facilitate; every member
    when nobody was asked through this house. Two queries at most.
    """
    if not can_write_in_group(membership) or not minutes.is_amendable:
        return False
    if membership.is_facilitator:
        return True
    people = Attendance.objects.filter(meeting=minutes.meeting_id, user__isnull=False)
    return people.filter(user=membership.user_id).exists() or not people.exists()


def get_edition_or_404(minutes: Minutes, number: int) -> Edition:
    """An edition of minutes that this reader may read, with who published it. Raises Http404 for any other number."""
    found = Edition.objects.select_related("by").filter(minutes=minutes, number=min(number, 32767)).first()
    if found is None:
        raise Http404
    found.minutes = minutes
    return found


def get_amendment_or_404(minutes: Minutes, amendment_id: int) -> Amendment:
    """A correction proposed for these minutes, with who did. Raises Http404 for any other id."""
    found = Amendment.objects.select_related("by", "point").filter(minutes=minutes, pk=min(amendment_id, BIGGEST_ID))
    amendment = found.first()
    if amendment is None:
        raise Http404
    amendment.minutes = minutes
    return amendment


def point_of(minutes: Minutes, point_id: int | None) -> Point | None:
    """The point of these minutes that a form names, while it is there."""
    return Point.objects.filter(minutes=minutes, pk=point_id).first() if point_id else None


def held_minutes(minutes: Minutes, by: Membership) -> Minutes:
    """Minutes as they are now, for somebody who must still write them, in an action that holds the group's row. Raises
    Http404 when they may not, Refused when the group was archived.
    """
    member = held_membership(by)
    found = _now(minutes, member)
    if not can_write_minutes(member, found):
        raise Http404
    return found


def held_minutes_to_approve(minutes: Minutes, by: Membership) -> Minutes:
    """The same for somebody who must still facilitate the group."""
    return _now(minutes, held_facilitator(by))


def held_minutes_of_member(minutes: Minutes, by: Membership) -> Minutes:
    """The same for any member, who reads them."""
    return _now(minutes, held_membership(by))


def held_minutes_to_amend(minutes: Minutes, by: Membership) -> Minutes:
    """The same for a member who proposes a correction. Refused when they may not, or no longer."""
    member = held_membership(by)
    found = _now(minutes, member)
    if not can_amend_minutes(member, found):
        raise Refused(_("Corrections can no longer be proposed here. Write to the people who facilitate the group."))
    return found


def held_overdue_minutes(minutes: Minutes, group: Group, now: datetime) -> Minutes | None:
    """The same for those that silence approves now, in an action that holds this group's row; None: it does not."""
    found = _held(Minutes.objects.filter(pk=minutes.pk, state=MinutesState.PUBLISHED, amend_until__lte=now))
    if found is not None:
        found.meeting.group = group
    return found


def _now(minutes: Minutes, member: Membership) -> Minutes:
    found = _held(Minutes.objects.filter(pk=minutes.pk, meeting__group=member.group_id))
    if found is None:
        raise Http404
    found.meeting.group = member.group
    return found


def _held(same: QuerySet[Minutes]) -> Minutes | None:
    """The minutes with their row and those of their points held: those who write hold no more than what they write, and
    would change what is being published, or have it written over.
    """
    held = same.select_for_update(of=("self",), no_key=True).select_related("meeting", "writer").first()
    if held is not None:
        list(Point.every.select_for_update(no_key=True).filter(minutes=held).order_by("pk").only("pk"))
    return held


def minutes_told(ids: Iterable[int]) -> dict[int, Minutes]:
    """Published minutes by id, with meeting and group, for the notices: they check who may be told of them."""
    related = Minutes.objects.select_related("meeting__group", "published_by").exclude(published_at=None)
    return {found.pk: found for found in related.filter(pk__in=ids)}


def amendments_told(ids: Iterable[int]) -> dict[int, Amendment]:
    """Proposed corrections by id, with minutes, group and people, for the notices."""
    related = Amendment.objects.select_related("minutes__meeting__group", "by", "decided_by", "point")
    return {found.pk: found for found in related.filter(pk__in=ids)}


def edition_told(minutes: Minutes) -> Edition | None:
    """The last edition, for the mails that tell of it."""
    return Edition.objects.filter(minutes=minutes, number=minutes.edition).first()
