"""Meetings of the demonstration: those of the content, one to come with its agenda, and a date that is looked for."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from groups.files.models import SharedFile
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, DateOption, DatePoll, DateVote, Meeting, MeetingFile, Series
from groups.models import Group, Membership

from .calendar import shifted, weeks_to_now

GROUP = "coordonnateurs-pre"
PLACE, VISIO = "Maison de la réussite éducative, Sarcelles", "https://visio.example.org/comite-pre"
OUTLINE = [
    {"title": "Tour des actualités", "minutes": 20},
    {"title": "Une situation apportée par un membre", "minutes": 60},
    {"title": "Suites à donner et prochaine date", "minutes": 15},
]
NOTES = "<p>Parking derrière la mairie, accueil café à partir de 9&nbsp;h. Merci de lire la trame avant de venir.</p>"
VOTES = (("yes", "no", "yes"), ("maybe", "yes", "yes"), ("no", "no", "yes"), ("yes", "maybe", "no"))


def show_meetings(content: dict, groups: dict[str, Group]) -> None:
    """The last meeting of the content was within the week."""
    rows = content["meetings"]
    latest = max(datetime.fromisoformat(f"{row['date']}T{row['start']}") for row in rows)
    shift = weeks_to_now(latest, timezone.localtime().replace(tzinfo=None))
    for row in rows:
        _hold(row, groups[row["group"]], shift)
    _prepare(groups[GROUP])


def _hold(row: dict, group: Group, shift: timedelta) -> None:
    meeting = Meeting.objects.create(
        group=group,
        title=row["title"],
        starts_at=shifted(f"{row['date']}T{row['start']}", shift),
        ends_at=shifted(f"{row['date']}T{row['end']}", shift),
        place=row["location"],
        convened_at=shifted(f"{row['date']}T{row['start']}", shift - timedelta(weeks=3)),
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title, position=place) for place, title in enumerate(row["agenda"])
    )


def _prepare(group: Group) -> None:
    """A series, its next meeting with an agenda, a file and a point that a member proposes, and a poll."""
    members = list(Membership.objects.filter(group=group).select_related("user").order_by("id"))
    facilitator, *others = sorted(members, key=lambda member: not member.is_facilitator)
    about = {"title": "Comité d’animation", "place": PLACE, "notes": NOTES, "created_by": facilitator.user}
    series = Series.objects.create(group=group, visio_url=VISIO, minutes=150, outline=OUTLINE, **about)
    begins = _in(days=16)
    meeting = Meeting.objects.create(
        group=group, series=series, visio_url=VISIO, starts_at=begins, ends_at=begins + timedelta(minutes=150), **about
    )
    for place, line in enumerate(OUTLINE):
        presenter = (facilitator, *others)[place].user
        AgendaItem.objects.create(meeting=meeting, position=place, presenter=presenter, **line)
    AgendaItem.objects.create(
        meeting=meeting,
        title="Mobiliser les parents pendant les vacances",
        proposed_words="Trois familles sur dix ne viennent plus en juillet : comment faites-vous ?",
        proposed_by=others[0].user,
        minutes=30,
        state=ItemState.PROPOSED,
    )
    for place, file in enumerate(SharedFile.objects.filter(group=group, deleted_at=None).order_by("id")[:2]):
        MeetingFile.objects.create(meeting=meeting, file=file, place=place)
    _ask(group, facilitator, others)


def _ask(group: Group, facilitator: Membership, others: list[Membership]) -> None:
    poll = DatePoll.objects.create(
        group=group,
        title="Visite d’une équipe de réussite éducative",
        place="Chez l’une des équipes, à choisir ensemble",
        words="Une demi-journée chez des collègues : quelle date vous convient ?",
        answer_by=(timezone.localdate() + timedelta(days=10)),
        created_by=facilitator.user,
    )
    options = [
        DateOption.objects.create(poll=poll, starts_at=_in(days=days), ends_at=_in(days=days) + timedelta(hours=3))
        for days in (40, 45, 47)
    ]
    DateVote.objects.bulk_create(
        DateVote(option=option, membership=member, vote=vote)
        for member, votes in zip(others[1:], VOTES, strict=False)
        for option, vote in zip(options, votes, strict=True)
    )


def _in(*, days: int) -> datetime:
    """Half past nine of that day, or of the Monday that follows a weekend."""
    day = timezone.localdate() + timedelta(days=days)
    day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
