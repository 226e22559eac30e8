"""What is told of points that members propose."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem
from groups.spaces.access import groups_facilitated_by
from groups.spaces.models import Group
from groups.spaces.queries import facilitators_to_tell
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.typography import shorten
from network.people.models import User


class PlannedNotice(Notice):
    """About one object of a group, asked for again with the rights of now: subclasses say which, to whom, in which
    words.
    """

    icon = "calendar"

    def found(self, ids: Iterable[int]) -> dict:
        raise NotImplementedError

    def people(self, found) -> Iterable[User]:
        raise NotImplementedError

    def groups(self, found: Collection, user: User) -> set[int]:
        """Ids of the groups of these objects in which this person is told of such things. One query."""
        return queries.groups_read_by(user, {self.group_of(one).pk for one in found})

    def concerns(self, found, user: User) -> bool:
        """Whether it is about this person, in such a group. No query."""
        return True

    def group_of(self, found) -> Group:
        return found.group

    def url(self, found) -> str:
        return found.url

    def words(self, found) -> str:
        raise NotImplementedError

    def discreet_words(self, found) -> str:
        """For the mails of a confidential group: a title at most."""
        raise NotImplementedError

    def text(self, found) -> str:
        return ""

    def quote(self, found, event: Event) -> str:
        """What the mail says of it, beside its title."""
        return self.text(found)

    def button(self, found) -> str:
        return _("Open the page")

    def person(self, found) -> User | None:
        return None

    def audience(self, event: Event) -> Iterable[User]:
        found = self.found([event.object_id]).get(event.object_id)
        return self.people(found) if found else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and user in self.audience(event)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = self.found(event.object_id for event in events)
        groups = self.groups(found.values(), user)
        mine = {pk for pk, one in found.items() if self.group_of(one).pk in groups and self.concerns(one, user)}
        return {event.pk: self.line(found[event.object_id]) for event in events if event.object_id in mine}

    def line(self, found) -> Line:
        text, group = shorten(self.text(found)), self.group_of(found)
        return Line(self.words(found), self.url(found), text, self.icon, self.person(found), group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        found = self.found([event.object_id]).get(event.object_id)
        if found is None:
            return None
        group = self.group_of(found)
        subject = self.discreet_words(found) if group.confidential else self.words(found)
        reason = _("You receive this mail because it concerns you in the group “%(group)s”.")
        context = {
            "subject": subject,
            "heading": subject,
            "group_name": group.name,
            "quote": "" if group.confidential else self.quote(found, event),
            "url": self.url(found),
            "action": self.button(found),
            "reason": reason % {"group": group.name},
        }
        return Mail("activity/news", context, conversation=event.target)


class ItemNotice(PlannedNotice):
    icon = "list-ordered"

    def found(self, ids: Iterable[int]) -> dict[int, AgendaItem]:
        return access.items_told(ids)

    def group_of(self, item: AgendaItem) -> Group:
        return item.meeting.group


@register
class ProposedNotice(ItemNotice):
    """For those who facilitate: a member proposes a point."""

    kind = actions.PROPOSED

    def people(self, item: AgendaItem) -> Iterable[User]:
        return facilitators_to_tell(item.meeting.group)

    def groups(self, found: Collection[AgendaItem], user: User) -> set[int]:
        return groups_facilitated_by(user)

    def url(self, item: AgendaItem) -> str:
        return f"{item.meeting.url}ordre-du-jour/"

    def person(self, item: AgendaItem) -> User | None:
        return item.proposed_by

    def words(self, item: AgendaItem) -> str:
        about = {"name": item.proposed_by or _("Former member"), "item": item.title, "title": item.meeting.title}
        return _("%(name)s proposes a point for “%(title)s”: %(item)s") % about

    def discreet_words(self, item: AgendaItem) -> str:
        return _("A point is proposed for “%(title)s”") % {"title": item.meeting.title}

    def text(self, item: AgendaItem) -> str:
        return item.proposed_words

    def button(self, item: AgendaItem) -> str:
        return _("Answer")


@register
class DecidedNotice(ItemNotice):
    """For whoever proposed a point, while they are in the group."""

    kind = actions.DECIDED

    def people(self, item: AgendaItem) -> Iterable[User]:
        return queries.members_named(item.meeting.group, [item.proposed_by_id])

    def concerns(self, item: AgendaItem, user: User) -> bool:
        return item.proposed_by_id == user.pk

    def url(self, item: AgendaItem) -> str:
        return item.meeting.url

    def words(self, item: AgendaItem) -> str:
        about = {"item": item.title, "title": item.meeting.title}
        if item.state == ItemState.ACCEPTED:
            return _("Your point “%(item)s” is on the agenda of “%(title)s”") % about
        return _("Your point “%(item)s” was not kept for “%(title)s”") % about

    def discreet_words(self, item: AgendaItem) -> str:
        return _("The point that you proposed for “%(title)s” was answered") % {"title": item.meeting.title}

    def text(self, item: AgendaItem) -> str:
        return item.answer

    def button(self, item: AgendaItem) -> str:
        return _("See the meeting")
