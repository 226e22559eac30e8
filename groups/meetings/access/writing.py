"""Points of minutes, for those who write them; what an action finds of them once it holds the row."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from groups.meetings.models import HeadRevision, Meeting, Minutes, Point, PointRevision
from groups.spaces.access import Passage, can_write_in_group
from groups.spaces.models import Draft, Group, Membership
from network.kit.errors import Refused
from network.people.models import User

from .meetings import BIGGEST_ID, minutes_of
from .rules import can_change_minutes, can_write_minutes


def can_take_attendance(membership: Membership | None, meeting: Meeting) -> bool:
    """Who came belongs to what is approved."""
    return can_change_minutes(membership, minutes_of(meeting)) and not meeting.is_cancelled


def can_start_minutes(membership: Membership | None, meeting: Meeting) -> bool:
    return can_write_minutes(membership, None) and minutes_of(meeting) is None and not meeting.is_cancelled


def get_point_to_write_or_404(passage: Passage, meeting_id: int, point_id: int, *, even_deleted: bool = False) -> Point:
    """A point with its minutes and their meeting, for those who write them. One query. Raises Http404 for everybody
    else, for any other id, and for a deleted one unless `even_deleted`.
    """
    points = Point.every if even_deleted else Point.objects
    found = (
        points.select_related("minutes__meeting", "held_by", "changed_by")
        .filter(pk=min(point_id, BIGGEST_ID), minutes__meeting=min(meeting_id, BIGGEST_ID))
        .filter(minutes__meeting__group=passage.group)
        .first()
    )
    if found is None or not can_write_minutes(passage.membership, found.minutes):
        raise Http404
    found.minutes.meeting.group = passage.group
    return found


def get_revision_or_404(point: Point, version: int) -> PointRevision:
    """What a point, whose history this person may read, was in this version. Raises Http404 for any other number."""
    found = PointRevision.objects.filter(point=point, version=min(version, 2**31 - 1)).first()
    if found is None:
        raise Http404
    return found


def get_head_revision_or_404(minutes: Minutes, version: int) -> HeadRevision:
    """What the head of minutes, which this person may write, was in this version. Raises Http404 for another number."""
    found = HeadRevision.objects.filter(minutes=minutes, version=min(version, 2**31 - 1)).first()
    if found is None:
        raise Http404
    return found


def held_point(point: Point, by: Membership) -> Point:
    """The point as it is now, its row held until the transaction ends, a deleted one too; with its minutes, and with
    `kept_version` and `kept_content`, the latest of its revisions (None: none), and the `draft_key` of what this person
    keeps of it (None: nothing). One query.

    Raises Http404 when the person lost the group or may no longer write, Refused when the group was archived or the
    minutes approved meanwhile.
    """
    revisions = PointRevision.objects.filter(point=OuterRef("pk")).order_by("-version")
    drafts = Draft.objects.filter(membership=by.pk, name=point.target)
    roles = Membership.objects.filter(pk=by.pk, group=OuterRef("minutes__meeting__group")).values("role")[:1]
    found = (
        Point.every.select_for_update(of=("self",), no_key=True)
        .select_related("minutes__meeting__group")
        .annotate(
            kept_version=Subquery(revisions.values("version")[:1]),
            kept_content=Subquery(revisions.values("content")[:1]),
            draft_key=Subquery(drafts.values("key")[:1]),
            role=Subquery(roles),
        )
        .filter(pk=point.pk)
        .first()
    )
    if found is None:
        raise Http404
    refuse_unless_written(found.minutes, by, found.role)
    return found


def held_draft(minutes: Minutes, by: Membership) -> Minutes:
    """The minutes as they are now, their row held until the transaction ends: for what changes their head or the order
    of their points. Same refusals as `held_point`.
    """
    roles = Membership.objects.filter(pk=by.pk, group=OuterRef("meeting__group")).values("role")[:1]
    found = (
        Minutes.objects.select_for_update(of=("self",), no_key=True)
        .select_related("meeting__group", "writer")
        .annotate(role=Subquery(roles))
        .filter(pk=minutes.pk)
        .first()
    )
    if found is None:
        raise Http404
    refuse_unless_written(found, by, found.role)
    return found


def people_there(ids: Iterable[int]) -> set[int]:
    """Those of these ids that are still somebody's account. One query, none without ids."""
    wanted = set(ids)
    return set(User.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def members_there(group: Group, ids: Iterable[int]) -> set[int]:
    """Those of these ids that belong to the group now. One query, none without ids."""
    wanted = set(ids)
    found = Membership.objects.filter(group=group, user__in=wanted) if wanted else Membership.objects.none()
    return set(found.values_list("user_id", flat=True))


def held_minutes_of_writer(group: Group, writer: User) -> list[Minutes]:
    """The minutes of this group that this person was asked to write, their rows held until the transaction ends."""
    theirs = Minutes.objects.select_for_update(of=("self",), no_key=True).select_related("writer")
    return list(theirs.filter(meeting__group=group, writer=writer).order_by("pk"))


def refuse_unless_written(minutes: Minutes, by: Membership, role: str | None) -> None:
    """Raises what an action says to somebody who may no longer write these minutes; `role`: theirs in the group now."""
    if role is None:
        raise Http404
    group = minutes.meeting.group
    now = Membership(pk=by.pk, group=group, user=by.user, role=role)
    if not can_write_in_group(now):
        raise Refused(_("This group was archived while you were writing: it can be read, not written in."))
    if not can_write_minutes(now, minutes):
        raise Http404
    if minutes.is_locked:
        raise Refused(_("These minutes were approved while you were writing: they no longer change."))
