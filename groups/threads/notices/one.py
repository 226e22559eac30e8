"""What is said of one object, to whom: asked again with the rights of now each time."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from groups.spaces.models import Group
from groups.threads import queries
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient
from network.kit.typography import shorten
from network.people.models import User


class OneNotice(Notice):
    """About one object, told again with the rights of now: subclasses say which, to whom, in which words."""

    icon = "flag"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict:
        raise NotImplementedError

    def people(self, found) -> Iterable[User]:
        raise NotImplementedError

    def groups(self, founds: Collection, user: User) -> set[int]:
        """Ids of the groups of these objects in which this person may read of them. One query."""
        return queries.groups_of_reader(user, founds)

    def concerns(self, found, user: User) -> bool:
        """Whether it is about this person, in a group where they read of such things. No query."""
        return True

    def words(self, found) -> str:
        raise NotImplementedError

    def text(self, found) -> str:
        return ""

    def discreet_text(self, found) -> str:
        """For the mails of a confidential group: nothing that somebody wrote."""
        return ""

    def place(self, found) -> tuple[str, Group]:
        """The address that it leads to, and the group."""
        raise NotImplementedError

    def audience(self, event: Event) -> Iterable[User]:
        found = self.found([event.object_id]).get(event.object_id)
        return self.people(found) if found else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and user in self.audience(event)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = self.found(event.object_id for event in events)
        groups = self.groups(found.values(), user)
        mine = {pk for pk, one in found.items() if one.group_id in groups and self.concerns(one, user)}
        return {event.pk: self.line(found[event.object_id]) for event in events if event.object_id in mine}

    def line(self, found) -> Line:
        url, group = self.place(found)
        return Line(self.words(found), url, shorten(self.text(found)), self.icon, group_name=group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        found = self.found([event.object_id]).get(event.object_id)
        if found is None:
            return None
        url, group = self.place(found)
        context = {
            "subject": self.words(found),
            "heading": self.words(found),
            "group_name": group.name,
            "quote": self.discreet_text(found) if group.confidential else self.text(found),
            "url": url,
            "action": _("Open the page"),
            "reason": _("You receive this mail because it concerns you in the group “%(group)s”.")
            % {"group": group.name},
        }
        return Mail("activity/news", context)
