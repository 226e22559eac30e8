"""Finding a date together: dates are proposed, everybody says what suits them, one of them becomes the meeting."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings import queries
from groups.meetings.access import can_vote_in_poll, held_poll, held_series
from groups.meetings.models import (
    OPTIONS_MAX,
    OPTIONS_MIN,
    DateOption,
    DatePoll,
    DateVote,
    Meeting,
    Series,
    usual_half_days,
)
from groups.spaces.access import held_facilitator, held_membership
from groups.spaces.actions.sequence import lock_group, next_change
from groups.spaces.models import Membership
from network.activity.actions import once, record
from network.activity.models import Event
from network.kit import broadcast
from network.kit.errors import Refused

from .planning import make_meeting
from .versions import give_words

OPENED, ADDED, POLL_REMINDED, CHOSEN = "date-poll-opened", "date-poll-added", "date-poll-reminder", "date-poll-chosen"
Option = tuple[dt.datetime, dt.datetime]
"""Begin and end."""


def open_poll(
    *,
    by: Membership,
    series: Series | None,
    options: Sequence[Option],
    key: uuid.UUID,
    **words: object,
) -> DatePoll:
    """Ask the group which of these dates (begin, end) suit; everybody is told. The same form again gives back the same
    poll. `words`: title, place, visio_url, words, answer_by.

    Raises KeyReused, GoneSince, Refused when the group is archived, Http404 for people who do not facilitate.
    """
    asked = (moment.isoformat() for option in options for moment in option)
    payload = ("date-poll", by.group_id, series and series.pk, *(words[name] for name in sorted(words)), *asked)
    made, _new = once(
        user=by.user, key=key, payload=payload, fetch=DatePoll, do=lambda: _open(by, series, options, words)
    )
    return made


def _open(by: Membership, series: Series | None, options: Sequence, words: dict) -> DatePoll:
    lock_group(by.group)
    held_facilitator(by)
    poll = DatePoll.objects.create(group=by.group, created_by=by.user, series=held_series(series), **words)
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=begins, ends_at=ends) for begins, ends in options)
    record(kind=OPENED, actor=by.user, scope=by.group.scope, target=poll.target, object_id=poll.pk)
    _mark_changed(poll)
    return poll


@transaction.atomic
def change_poll(
    *,
    poll: DatePoll,
    by: Membership,
    version: str,
    options: Sequence[Option],
    removed: Collection[int],
    **words: object,
) -> list[DateOption]:
    """Give an open poll other words (those of `open_poll`), take dates away by id, with what was said of them, and add
    others; everything else that was answered stays. Everybody is told of new dates. Returns these.

    Raises ChangedSince, Refused when it is closed, would have too many dates or less than two; Http404 for people who
    do not facilitate.
    """
    current = _held_open(poll, by)
    changed = give_words(current=current, words=words, version=version)
    if changed:
        current.save(update_fields=changed)
    gone, _by_model = current.options.filter(pk__in=removed).delete()
    known = set(current.options.values_list("starts_at", "ends_at"))
    new = [option for option in options if option not in known]
    if not OPTIONS_MIN <= len(known) + len(new) <= OPTIONS_MAX:
        limits = {"least": OPTIONS_MIN, "most": OPTIONS_MAX}
        raise Refused(_("A poll has from %(least)s to %(most)s dates: nothing was changed.") % limits)
    made = _add_dates(current, by, new)
    if changed or gone or made:
        _mark_changed(current)
    return made


def _add_dates(poll: DatePoll, by: Membership, options: Sequence[Option]) -> list[DateOption]:
    if not options:
        return []
    now = timezone.now()
    rows = [DateOption(poll=poll, starts_at=begins, ends_at=ends, added_at=now) for begins, ends in options]
    made = DateOption.objects.bulk_create(rows)
    about = {"scope": by.group.scope, "target": poll.target, "object_id": poll.pk}
    record(kind=ADDED, actor=by.user, data={"options": [option.pk for option in made]}, **about)
    return made


def remind_of_poll(*, poll: DatePoll, by: Membership, key: uuid.UUID) -> Event:
    """Remind members who said nothing of any date and did not silence the group, but whoever asks for it;
    `data["people"]`: how many. Once a day at most; the same form again gives the same event.

    Raises KeyReused, Refused (too soon, nobody, closed), Http404 for people who do not facilitate.
    """
    payload = ("remind-poll", poll.pk)
    event, _new = once(user=by.user, key=key, payload=payload, fetch=Event, do=lambda: _remind_of_poll(poll, by))
    return event


def _remind_of_poll(poll: DatePoll, by: Membership) -> Event:
    current = _held_open(poll, by)
    if queries.was_reminded_today(current):
        raise Refused(_("They were reminded less than a day ago. You can remind them again tomorrow."))
    count = queries.silent_to_tell(current).exclude(pk=by.user_id).count()
    if not count:
        raise Refused(_("Nobody is left to remind."))
    current.reminded_at = timezone.now()
    current.save(update_fields=["reminded_at"])
    about = {"scope": by.group.scope, "target": current.target, "object_id": current.pk}
    return record(kind=POLL_REMINDED, actor=by.user, data={"people": count}, **about)


@transaction.atomic
def vote(*, poll: DatePoll, by: Membership, votes: Mapping[int, str]) -> None:
    """What this member says of each of these dates, by id: it takes the place of what they said of them before; ""
    says nothing. Again changes nothing.

    Refused when the poll is closed, Http404 for people who lost the group.
    """
    lock_group(by.group)
    held_membership(by)
    current = held_poll(poll)
    if not can_vote_in_poll(by, current):
        raise Refused(_("This poll is closed: the date is chosen, or the idea was given up."))
    options = [option for option in current.options.all() if votes.get(option.pk)]
    DateVote.objects.filter(option__poll=current, option__in=list(votes), membership=by).delete()
    DateVote.objects.bulk_create(DateVote(option=one, membership=by, vote=votes[one.pk]) for one in options)
    _mark_changed(current)


def choose_date(*, poll: DatePoll, by: Membership, option: DateOption, key: uuid.UUID) -> Meeting:
    """One of the dates becomes the meeting, with the agenda of its series if it has one, and the poll is closed;
    everybody is told. The same form again gives back the same meeting.

    Raises KeyReused, GoneSince, Refused when the poll is closed or the date past, Http404 for people who do not
    facilitate.
    """
    payload = ("date-chosen", poll.pk, option.pk)
    made, _new = once(user=by.user, key=key, payload=payload, fetch=Meeting, do=lambda: _choose(poll, by, option))
    return made


def _choose(poll: DatePoll, by: Membership, option: DateOption) -> Meeting:
    current = _held_open(poll, by)
    if not current.options.filter(pk=option.pk).exists():
        raise Refused(_("This date was taken away meanwhile: choose another one."))
    if option.is_past:
        raise Refused(_("This date is past: choose one to come, or close the poll."))
    series = current.series
    meeting = make_meeting(
        by=by,
        series=series,
        title=current.title,
        starts_at=option.starts_at,
        ends_at=option.ends_at,
        place=current.place,
        visio_url=current.visio_url,
        notes=series.notes if series else "",
        half_days=usual_half_days(option.starts_at, option.ends_at),
    )
    current.meeting = meeting
    _close(current)
    record(kind=CHOSEN, actor=by.user, scope=by.group.scope, target=current.target, object_id=current.pk)
    return meeting


@transaction.atomic
def close_poll(*, poll: DatePoll, by: Membership) -> None:
    """The idea is given up: no meeting, and nobody votes any more. Refused when it is closed already, Http404 for
    people who do not facilitate.
    """
    _close(_held_open(poll, by))


def _held_open(poll: DatePoll, by: Membership) -> DatePoll:
    lock_group(by.group)
    held_facilitator(by)
    current = held_poll(poll)
    if not current.is_open:
        raise Refused(_("This poll is closed: the date is chosen, or the idea was given up."))
    return current


def _close(poll: DatePoll) -> None:
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at", "meeting"])
    _mark_changed(poll)


def _mark_changed(poll: DatePoll) -> None:
    next_change(poll.group)
    broadcast.hint(poll.group.scope, seq=0, kind="date-poll", object_id=poll.pk)
