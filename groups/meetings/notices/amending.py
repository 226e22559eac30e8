"""What is said of the corrections that people propose for minutes."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.meetings import access, queries
from groups.meetings.models import Amendment
from groups.spaces.access import groups_facilitated_by
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.typography import shorten
from network.people.models import User

from .publishing import named


class AmendmentNotice(Notice):
    """About one proposed correction. Subclasses say who is told, and in which words."""

    icon = "pencil-ruler"

    @property
    def action(self) -> str:
        """What the button of its mail says."""
        return _("Open the minutes")

    def people(self, amendment: Amendment) -> QuerySet[User]:
        raise NotImplementedError

    def words(self, amendment: Amendment) -> str:
        raise NotImplementedError

    def text(self, amendment: Amendment) -> str:
        raise NotImplementedError

    def concerns(self, amendment: Amendment, user: User, facilitated: set[int]) -> bool:
        raise NotImplementedError

    def amendment_of(self, event: Event) -> Amendment | None:
        return access.amendments_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        amendment = self.amendment_of(event)
        return self.people(amendment) if amendment else ()

    def allows(self, event: Event, user: User | None) -> bool:
        amendment = self.amendment_of(event)
        return amendment is not None and user is not None and self.people(amendment).contains(user)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        told = access.amendments_told(event.object_id for event in events)
        groups = {one.minutes.meeting.group_id for one in told.values()}
        mine, facilitated = queries.groups_read_by(user, groups), groups_facilitated_by(user)
        kept = [(event, told[event.object_id]) for event in events if event.object_id in told]
        return {
            event.pk: self.line(one)
            for event, one in kept
            if one.minutes.meeting.group_id in mine and self.concerns(one, user, facilitated)
        }

    def line(self, one: Amendment) -> Line:
        group, excerpt = one.minutes.meeting.group, shorten(self.text(one))
        return Line(self.words(one), self.url(one), excerpt, self.icon, group_name=group.name)

    def url(self, amendment: Amendment) -> str:
        return f"{amendment.minutes.url}#corrections"

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        amendment = self.amendment_of(event)
        if amendment is None:
            return None
        group = amendment.minutes.meeting.group
        context = {
            "subject": self.words(amendment),
            "heading": self.words(amendment),
            "group_name": group.name,
            "quote": "" if group.confidential else self.text(amendment),
            "url": self.url(amendment),
            "action": self.action,
            "reason": _("You receive this mail because it concerns you in the group “%(group)s”.")
            % {"group": group.name},
        }
        return Mail("activity/news", context, conversation=amendment.minutes.target)


@register
class ProposedNotice(AmendmentNotice):
    kind = "amendment-proposed"

    @property
    def action(self) -> str:
        return _("Read it and answer")

    def people(self, amendment: Amendment) -> QuerySet[User]:
        return queries.writers_to_tell(amendment.minutes)

    def words(self, amendment: Amendment) -> str:
        return _("A correction is proposed for “%(title)s” of %(day)s") % named(amendment.minutes)

    def text(self, amendment: Amendment) -> str:
        point = amendment.point.title if amendment.point else _("The head of the minutes")
        return f"{amendment.by or _('Former member')}, {point}\n\n{amendment.text}"

    def url(self, amendment: Amendment) -> str:
        minutes = amendment.minutes
        place = [minutes.meeting.group.slug, minutes.meeting_id, amendment.pk]
        return reverse("groups:amendment-decide", args=place)

    def concerns(self, amendment: Amendment, user: User, facilitated: set[int]) -> bool:
        minutes = amendment.minutes
        return minutes.meeting.group_id in facilitated or minutes.writer_id == user.pk


@register
class AmendmentDecidedNotice(AmendmentNotice):
    """For whoever proposed it."""

    kind = "amendment-decided"

    def people(self, amendment: Amendment) -> QuerySet[User]:
        return queries.members_told(amendment.minutes.meeting.group, [amendment.by_id])

    def words(self, amendment: Amendment) -> str:
        said = {
            "accepted": _("Your correction of “%(title)s” of %(day)s was accepted"),
            "declined": _("Your correction of “%(title)s” of %(day)s was declined"),
            "pending": _("Your correction of “%(title)s” of %(day)s waits for an answer"),
        }
        return said[amendment.state] % named(amendment.minutes)

    def text(self, amendment: Amendment) -> str:
        proposed = _("You proposed: %(text)s") % {"text": amendment.text}
        return "\n\n".join(filter(None, [amendment.answer, proposed]))

    def concerns(self, amendment: Amendment, user: User, facilitated: set[int]) -> bool:
        return amendment.by_id == user.pk
