"""A kind of event for the tests of this room: news of a group, told to its members."""

import pytest

from groups.models import Group, Membership
from network.activity import notices
from network.activity.actions import record
from network.activity.notices import Line, Mail, Notice, Recipient
from network.people.models import User
from tests.mailbox import Failing


class GroupNews(Notice):
    kind = "test-news"

    def audience(self, event):
        return User.objects.filter(memberships__group=event.object_id).order_by("pk")

    def allows(self, event, user):
        return Membership.objects.filter(group=event.object_id, user=user).exists()

    def lines(self, events, user):
        mine = Membership.objects.filter(user=user, group__in=[event.object_id for event in events])
        names = dict(mine.values_list("group_id", "group__name"))
        return {
            event.pk: Line(event.data["title"], f"/groupes/{event.object_id}/", group_name=names[event.object_id])
            for event in events
            if event.object_id in names
        }

    def mail(self, event, recipient):
        group = Group.objects.filter(pk=event.object_id).first()
        if group is None:
            return None
        context = {
            "subject": event.data["title"],
            "heading": event.data["title"],
            "group_name": group.name,
            "quote": "",
            "url": f"/groupes/{group.slug}/",
            "action": "Lire",
            "reason": "Vous êtes membre.",
        }
        return Mail("activity/news", context, conversation=event.target)


class OtherNews(GroupNews):
    """Also told to the actor and to an address without an account, whatever the mail switch says."""

    kind = "test-other"
    can_stop = False
    tells_actor = True

    def addresses(self, event):
        return [*super().addresses(event), Recipient("invitee@example.org", None, "en")]

    def allows(self, event, user):
        return user is None or super().allows(event, user)


class QuietNews(GroupNews):
    kind = "test-quiet"
    by_mail = False


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    known = {notice.kind: notice() for notice in (GroupNews, OtherNews, QuietNews)}
    monkeypatch.setattr(notices, "_NOTICES", known)
    return known


@pytest.fixture
def fail(monkeypatch):
    return Failing(monkeypatch)


@pytest.fixture
def happen(group):
    """happen("A title", kind=…, actor=…): an event of the group."""

    def happen(title="CANARI de la discussion", kind="test-news", target="thread:7", **values):
        return record(kind=kind, scope=group.scope, target=target, object_id=group.pk, data={"title": title}, **values)

    return happen
