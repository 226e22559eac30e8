"""What is told of dates that are looked for together."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.models import DatePoll
from groups.spaces.queries import readers_to_tell
from network.activity.models import Event
from network.activity.notices import register
from network.kit import dates
from network.people.models import User

from .planning import PlannedNotice


class PollNotice(PlannedNotice):
    icon = "calendar-clock"

    def found(self, ids: Iterable[int]) -> dict[int, DatePoll]:
        return access.polls_told(ids)

    def people(self, poll: DatePoll) -> Iterable[User]:
        return readers_to_tell(poll.group)


@register
class PollOpenedNotice(PollNotice):
    kind = actions.OPENED

    def people(self, poll: DatePoll) -> Iterable[User]:
        return super().people(poll) if poll.is_open else ()

    def person(self, poll: DatePoll) -> User | None:
        return poll.created_by

    def words(self, poll: DatePoll) -> str:
        return _("Which date suits you for “%(title)s”?") % {"title": poll.title}

    def text(self, poll: DatePoll) -> str:
        until = _("Answer before %(day)s.") % {"day": dates.weekday(poll.answer_by)} if poll.answer_by else ""
        return "\n\n".join(filter(None, (poll.words, until)))

    def button(self, poll: DatePoll) -> str:
        return _("Say which dates suit me")


@register
class PollAddedNotice(PollOpenedNotice):
    """Dates joined a poll that people may have answered already."""

    kind = actions.ADDED

    def audience(self, event: Event) -> Iterable[User]:
        return super().audience(event) if queries.dates_added(event.data["options"]) else ()

    def person(self, poll: DatePoll) -> User | None:
        return None

    def words(self, poll: DatePoll) -> str:
        return _("Other dates are proposed for “%(title)s”") % {"title": poll.title}

    def text(self, poll: DatePoll) -> str:
        return _("What you answered already is kept: say whether the new dates suit you.")

    def quote(self, poll: DatePoll, event: Event) -> str:
        new = [f"- {dates.full(option.starts_at)}" for option in queries.dates_added(event.data["options"])]
        return "\n".join([*new, "", self.text(poll)])


@register
class PollReminderNotice(PollOpenedNotice):
    """For those who said nothing of any date."""

    kind = actions.POLL_REMINDED

    def people(self, poll: DatePoll) -> Iterable[User]:
        return queries.silent_to_tell(poll) if poll.is_open else ()

    def person(self, poll: DatePoll) -> User | None:
        return None

    def words(self, poll: DatePoll) -> str:
        return _("Your answer is missing: which date suits you for “%(title)s”?") % {"title": poll.title}


@register
class PollChosenNotice(PollNotice):
    kind = actions.CHOSEN
    icon = "calendar-days"

    def found(self, ids: Iterable[int]) -> dict[int, DatePoll]:
        return {pk: poll for pk, poll in super().found(ids).items() if poll.meeting is not None}

    def url(self, poll: DatePoll) -> str:
        poll.meeting.group = poll.group
        return poll.meeting.url

    def words(self, poll: DatePoll) -> str:
        about = {"title": poll.meeting.title, "day": dates.full(poll.meeting.starts_at)}
        return _("“%(title)s” takes place on %(day)s") % about

    def discreet_words(self, poll: DatePoll) -> str:
        return _("The date of “%(title)s” is chosen") % {"title": poll.title}

    def text(self, poll: DatePoll) -> str:
        return poll.meeting.place

    def button(self, poll: DatePoll) -> str:
        return _("See the meeting")


@register
class PollOffNotice(PollChosenNotice):
    """The date that was chosen is cancelled, and nobody was convened who would hear of it otherwise."""

    kind = actions.POLL_OFF
    icon = "triangle-alert"

    def found(self, ids: Iterable[int]) -> dict[int, DatePoll]:
        return {pk: poll for pk, poll in super().found(ids).items() if poll.meeting.is_cancelled}

    def words(self, poll: DatePoll) -> str:
        about = {"title": poll.meeting.title, "day": dates.full(poll.meeting.starts_at)}
        return _("“%(title)s” does not take place on %(day)s after all") % about

    def discreet_words(self, poll: DatePoll) -> str:
        return _("“%(title)s” does not take place after all") % {"title": poll.title}

    def text(self, poll: DatePoll) -> str:
        return poll.meeting.cancel_reason
