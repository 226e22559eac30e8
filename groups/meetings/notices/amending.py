"""What is said of the corrections that people propose for minutes."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.meetings import access, queries
from groups.meetings.models import Amendment
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from groups.spaces.queries import members_to_tell
from network.activity.models import Event
from network.activity.notices import register
from network.people.models import User

from .publishing import named


class AmendmentNotice(OneNotice):
    """About one proposed correction. Subclasses say who is told, and in which words."""

    icon = "pencil-ruler"

    def found(self, ids: Iterable[int]) -> dict[int, Amendment]:
        return access.amendments_told(ids)

    def group_of(self, amendment: Amendment) -> Group:
        return amendment.minutes.meeting.group

    def url(self, amendment: Amendment) -> str:
        return f"{amendment.minutes.url}#corrections"

    def button(self, amendment: Amendment) -> str:
        return _("Open the minutes")

    def conversation(self, amendment: Amendment, event: Event) -> str:
        return amendment.minutes.target


@register
class ProposedNotice(AmendmentNotice):
    kind = "amendment-proposed"

    def button(self, amendment: Amendment) -> str:
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

    def theirs(self, found: dict[int, Amendment], user: User) -> set[int]:
        return queries.minutes_written_by(user, {pk: found[pk].minutes for pk in super().theirs(found, user)})


@register
class AmendmentDecidedNotice(AmendmentNotice):
    """For whoever proposed it."""

    kind = "amendment-decided"

    def people(self, amendment: Amendment) -> QuerySet[User]:
        return members_to_tell(amendment.minutes.meeting.group, [amendment.by_id])

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

    def concerns(self, amendment: Amendment, user: User) -> bool:
        return amendment.by_id == user.pk
