"""What is said of one object of a group: the base of most notices of the rooms above."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groups.spaces.models import Group
from groups.spaces.queries import groups_read_by
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient
from network.kit.typography import shorten
from network.people.models import User

from .words import letter


class OneNotice(Notice):
    """About one object, found again with the rights of now: subclasses say which, to whom, in which words."""

    icon = "bell"

    def found(self, ids: Iterable[int]) -> dict:
        """The objects that may still be told of, by id."""
        raise NotImplementedError

    def still_true(self, found, event: Event) -> bool:
        """Whether the event still speaks of what is so."""
        return True

    def people(self, found) -> Iterable[User]:
        raise NotImplementedError

    def groups(self, found: Iterable, user: User) -> set[int]:
        """Ids of the groups of these objects in which this person is told of such things. One query."""
        return groups_read_by(user, {self.group_of(one).pk for one in found})

    def concerns(self, found, user: User) -> bool:
        """Whether it is about this person, in such a group. No query."""
        return True

    def theirs(self, found: dict, user: User) -> set[int]:
        """Ids of those of these objects that this person is told of. Twin of `people`."""
        groups = self.groups(found.values(), user)
        return {pk for pk, one in found.items() if self.group_of(one).pk in groups and self.concerns(one, user)}

    def group_of(self, found) -> Group:
        return found.group

    def url(self, found) -> str:
        return found.url

    def words(self, found) -> str:
        raise NotImplementedError

    def words_for(self, found, event: Event) -> str:
        """`words`, unless the kind says it otherwise from one event to the other."""
        return self.words(found)

    def text(self, found) -> str:
        return ""

    def excerpt(self, found) -> str:
        """What the line shows of `text`."""
        return shorten(self.text(found))

    def quote(self, found, event: Event) -> str:
        """What the mail says of it beside its title; nothing of it in a confidential group."""
        return self.text(found)

    def discreet_words(self, found) -> str:
        """For the mails of a confidential group: a title at most."""
        return self.words(found)

    def discreet_text(self, found) -> str:
        """For the mails of a confidential group: nothing that somebody wrote."""
        return ""

    def person(self, found) -> User | None:
        """Whose face leads the line, instead of the icon."""
        return None

    def button(self, found) -> str:
        return _("Open the page")

    def reason(self, group: Group) -> str:
        return _("You receive this mail because it concerns you in the group “%(group)s”.") % {"group": group.name}

    def conversation(self, found, event: Event) -> str:
        """The target that mail programs keep its mails together by, or nothing."""
        return ""

    def found_for(self, event: Event):
        """The object of this event; None when there is nothing left to say."""
        found = self.found([event.object_id]).get(event.object_id)
        return found if found is not None and self.still_true(found, event) else None

    def audience(self, event: Event) -> Iterable[User]:
        found = self.found_for(event)
        return self.people(found) if found else ()

    def allows(self, event: Event, user: User | None) -> bool:
        people = self.audience(event) if user is not None else ()
        return people.contains(user) if isinstance(people, QuerySet) else user in people

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = self.found(event.object_id for event in events)
        mine = self.theirs(found, user)
        told = [(event, found[event.object_id]) for event in events if event.object_id in mine]
        return {event.pk: self.line(one, event) for event, one in told if self.still_true(one, event)}

    def line(self, found, event: Event) -> Line:
        words, name = self.words_for(found, event), self.group_of(found).name
        return Line(words, self.url(found), self.excerpt(found), self.icon, self.person(found), name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        found = self.found_for(event)
        if found is None:
            return None
        group = self.group_of(found)
        return letter(
            group,
            self.discreet_words(found) if group.confidential else self.words_for(found, event),
            quote=self.quote(found, event),
            discreet=self.discreet_text(found),
            url=self.url(found),
            action=self.button(found),
            reason=self.reason(group),
            conversation=self.conversation(found, event),
        )
