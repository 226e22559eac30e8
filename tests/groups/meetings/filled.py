"""Minutes with something in them, published as the product does."""

import uuid
from datetime import timedelta

from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import ActionItem, Decision, Meeting, OpenPoint, Point
from groups.spaces.access import Passage
from groups.spaces.models import Group
from network.kit.clean_html import from_plain


def add_point(minutes, title="Bilan annuel", *, owner=None, due=None, item=None, words="Une trame commune."):
    """A point with exchanges, a decision, an action item and something to take up again."""
    place = minutes.points.count()
    point = Point.objects.create(
        minutes=minutes, title=title, exchanges=from_plain(f"Échanges : {title}."), position=place, item=item
    )
    group = minutes.meeting.group
    about = {"minutes": minutes, "point": point, "position": place}
    Decision.objects.create(group=group, text=words, **about)
    ActionItem.objects.create(group=group, what=f"Envoyer {title}", owner=owner, due=due, **about)
    OpenPoint.objects.create(text=f"Reste de {title}", **about)
    return point


def publish(minutes, by, *, days=7, reason="", key=None):
    return actions.publish_minutes(minutes=minutes, by=by, days=days, reason=reason, key=key or uuid.uuid4())


def correct(minutes, by, words, reason="Une coquille"):
    """Another edition with another summary."""
    type(minutes).objects.filter(pk=minutes.pk).update(summary=words)
    return publish(minutes, by, reason=reason)


def end_corrections(minutes):
    """Their time is over."""
    type(minutes).objects.filter(pk=minutes.pk).update(amend_until=timezone.now() - timedelta(hours=1))


def end_meeting(why):
    """Every meeting of the test takes nothing more: "cancelled", "over", or its group "archived"."""
    past = timezone.now() - timedelta(minutes=1)
    if why == "cancelled":
        Meeting.objects.update(cancelled_at=timezone.now())
    elif why == "over":
        Meeting.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)
    else:
        assert why == "archived"
        Group.objects.update(archived_at=timezone.now())


def passage(membership):
    return Passage.of(membership)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)
