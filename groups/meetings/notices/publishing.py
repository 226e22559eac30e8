"""What is said of minutes that are published, corrected and approved."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.meetings import access, queries
from groups.meetings.models import Attendance, Edition, Minutes
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from groups.spaces.queries import readers_to_tell
from network.activity.models import Event
from network.activity.notices import Mail, Recipient, register
from network.kit import dates
from network.kit.tokens import find_token
from network.people.models import User


def named(minutes: Minutes) -> dict[str, str]:
    """The meeting and its day, for a sentence."""
    return {"title": minutes.meeting.title, "day": dates.day(minutes.meeting.starts_at)}


class MinutesNotice(OneNotice):
    """About minutes; the object is the minutes. Subclasses say who is told, and in which words."""

    icon = "notebook-text"

    def found(self, ids: Iterable[int]) -> dict[int, Minutes]:
        return access.minutes_told(ids)

    def people(self, minutes: Minutes) -> QuerySet[User]:
        return readers_to_tell(minutes.meeting.group)

    def group_of(self, minutes: Minutes) -> Group:
        return minutes.meeting.group

    def button(self, minutes: Minutes) -> str:
        return _("Open the minutes")

    def reason(self, group: Group) -> str:
        return _("You receive this mail because you are a member of the group “%(group)s”.") % {"group": group.name}

    def conversation(self, minutes: Minutes, event: Event) -> str:
        return minutes.target


@register
class PublishedNotice(MinutesNotice):
    """The group reads the minutes: by mail with the summary, the decisions and what each has to do; guests who asked
    receive them whole, since they have no other way to read them.
    """

    kind = "minutes-published"

    def words(self, minutes: Minutes) -> str:
        return _("Minutes: “%(title)s” of %(day)s") % named(minutes)

    def text(self, minutes: Minutes) -> str:
        edition = access.edition_told(minutes)
        return edition.content["summary"] if edition else ""

    def excerpt(self, minutes: Minutes) -> str:
        return ""

    def addresses(self, event: Event) -> Iterable[Recipient]:
        minutes = self.found_for(event)
        guests = queries.guests_to_tell(minutes) if minutes else []
        return [*super().addresses(event), *(Recipient(guest.email) for guest in guests)]

    def allows(self, event: Event, user: User | None) -> bool:
        return user is None or super().allows(event, user)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        minutes = self.found_for(event)
        edition = access.edition_told(minutes) if minutes else None
        if edition is None:
            return None
        if recipient.user is None:
            guests = {guest.email: guest for guest in queries.guests_to_tell(minutes)}
            guest = guests.get(recipient.email)
            return self.mail_for_guest(minutes, edition, guest) if guest else None
        if minutes.meeting.group.confidential:
            return super().mail(event, recipient)
        return self.mail_for_member(minutes, edition, recipient.user)

    def mail_for_member(self, minutes: Minutes, edition: Edition, user: User) -> Mail:
        group, content = minutes.meeting.group, edition.content
        place = [group.slug, minutes.meeting_id]
        context = {
            "subject": self.words(minutes),
            "heading": self.words(minutes),
            "group_name": group.name,
            "why": edition.reason,
            "summary": content["summary"],
            "decisions": queries.decisions_told(content),
            "actions": queries.actions_told_to(minutes, user),
            "until": dates.weekday(minutes.amend_until) if minutes.is_amendable else "",
            "changes_url": reverse("groups:edition-compare", args=place) if edition.number > 1 else "",
            "url": minutes.url,
            "reason": self.reason(group),
        }
        return Mail("meetings/minutes", context, conversation=minutes.target)

    def mail_for_guest(self, minutes: Minutes, edition: Edition, guest: Attendance) -> Mail:
        """With the link of the convocation by which they hear no more, for those who got one."""
        group = minutes.meeting.group
        token = find_token(guest.nonce, salt=access.ANSWER, expected=guest.token_hash) if guest.token_hash else None
        stop_url = reverse("groups:guest-stop", args=[token]) if token else ""
        context = {
            "subject": self.words(minutes),
            "heading": self.words(minutes),
            "group_name": group.name,
            "why": edition.reason,
            "parts": queries.outline_of(edition.content),
            "reason": _("You receive this mail because you were a guest of the group “%(group)s” at this meeting.")
            % {"group": group.name},
        }
        return Mail("meetings/minutes_for_guest", context, conversation=minutes.target, stop_url=stop_url)


@register
class CorrectedNotice(PublishedNotice):
    kind = "minutes-corrected"

    def words(self, minutes: Minutes) -> str:
        return _("Corrected minutes: “%(title)s” of %(day)s") % named(minutes)


@register
class ApprovedNotice(MinutesNotice):
    """A line, no mail: nobody has to do anything."""

    kind = "minutes-approved"
    icon = "check-check"
    by_mail = False

    def words(self, minutes: Minutes) -> str:
        return _("The minutes of “%(title)s” of %(day)s are approved") % named(minutes)


@register
class WaitingNotice(MinutesNotice):
    """For those who write: the time for corrections is over, and some wait for an answer."""

    kind = "amendments-waiting"
    icon = "pencil-ruler"

    def people(self, minutes: Minutes) -> QuerySet[User]:
        return queries.writers_to_tell(minutes)

    def words(self, minutes: Minutes) -> str:
        return _("Corrections of “%(title)s” of %(day)s wait for an answer") % named(minutes)

    def theirs(self, found: dict[int, Minutes], user: User) -> set[int]:
        return queries.minutes_written_by(user, {pk: found[pk] for pk in super().theirs(found, user)})

    def text(self, minutes: Minutes) -> str:
        waiting = queries.waiting_amendments(minutes)
        said = ngettext("%(n)d correction waits.", "%(n)d corrections wait.", waiting) % {"n": waiting}
        return f"{said} {_('The minutes are approved once each has its answer.')}"

    def excerpt(self, minutes: Minutes) -> str:
        return ""
