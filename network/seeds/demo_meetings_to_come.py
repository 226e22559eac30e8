"""The meetings of the demonstration that are still to come: convened, planned, or looking for a date."""

from datetime import datetime, timedelta

from django.utils import timezone

from groups.meetings.access import ANSWER
from groups.meetings.enums import ItemState, Reply, Vote
from groups.meetings.models import AgendaItem, Attendance, DateOption, DatePoll, DateVote, Meeting, Series
from groups.models import Group
from groups.spaces.enums import Role
from network.kit.clean_html import from_plain
from network.kit.tokens import fingerprint, token_of
from network.people.models import User

CONVENED, PLANNED, POLLED = "coordonnateurs-pre", "chefs-de-projet-politique-de-la-ville", "clauses-insertion"

OUTLINE = [("Tour de table", 30), ("Sujet de la séance", 60), ("Questions d’actualité", 30), ("Prochaine séance", 10)]
TO_READ = "Merci de relire la note d’information avant la séance ; elle est dans les fichiers du groupe."
WHY = "Trois situations en un mois : je voudrais entendre comment vous faites."
PROPOSED = "Absentéisme au collège : qui appelle la famille ?"
REPLIES = (
    (Reply.YES, ""),
    (Reply.YES, "J’apporterai le tableau de suivi."),
    (Reply.EXCUSED, "Retenue par le comité de pilotage ; Nathalie me racontera."),
    (Reply.NONE, ""),
)


def show_meetings_to_come(groups: dict[str, Group]) -> None:
    """From today on: one convened, one planned, two polls of dates."""
    _convened(groups[CONVENED])
    _planned(groups[PLANNED])
    _polled(groups[POLLED], "Visite d’un chantier d’insertion", "Saint-Ouen-l’Aumône")
    _polled(groups[CONVENED], "Visite d’une équipe de réussite éducative", "À choisir ensemble")


def facilitator_of(group: Group) -> User:
    return group.memberships.filter(role=Role.FACILITATOR).select_related("user").order_by("id").first().user


def _in_days(days: int, hour: int) -> datetime:
    """That many days from now, moved off the week-end, at this hour."""
    day = timezone.localtime() + timedelta(days=days)
    day += timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
    return day.replace(hour=hour, minute=30, second=0, microsecond=0)


def _convened(group: Group) -> None:
    by = facilitator_of(group)
    series = Series.objects.create(
        group=group,
        title="Réunion des coordonnateurs PRE",
        place="Maison de la réussite éducative, Sarcelles",
        minutes=150,
        outline=[{"title": title, "minutes": minutes} for title, minutes in OUTLINE],
        created_by=by,
    )
    Meeting.objects.filter(group=group).update(series=series)
    meeting = _new_meeting(group, series, "Préparer la rencontre sur l’ambition éducative", 12)
    convened_at = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(pk=meeting.pk).update(convened_at=convened_at, told=meeting.told_of)
    members = group.memberships.select_related("user").order_by("id")
    for number, membership in enumerate(members):
        reply, words = REPLIES[number % len(REPLIES)]
        replied_at = timezone.now() - timedelta(days=2) if reply else None
        about = {"reply": reply, "words": words, "replied_at": replied_at}
        Attendance.objects.create(meeting=meeting, user=membership.user, name=str(membership.user), **about)
    Attendance.objects.create(
        meeting=meeting, is_guest=True, name="Anne Tessier", role="Juriste en travail social", reply=Reply.YES,
        email="juriste@example.org", gets_minutes=True,
    )  # fmt: skip
    for row in meeting.attendances.all():
        row.invited_at, row.token_hash = convened_at, fingerprint(token_of(row.nonce, salt=ANSWER))
        row.save(update_fields=["invited_at", "token_hash"])
    asks = {"proposed_by": members.filter(role=Role.MEMBER).first().user, "proposed_words": WHY}
    AgendaItem.objects.create(meeting=meeting, position=90, title=PROPOSED, state=ItemState.PROPOSED, **asks)
    told = AgendaItem.objects.filter(meeting__group=group, points__minutes__published_at__isnull=False).last()
    if told:
        AgendaItem.objects.create(meeting=meeting, position=80, title=told.title, minutes=20, carried_from=told)


def _new_meeting(group: Group, series: Series | None, title: str, days: int) -> Meeting:
    starts_at = _in_days(days, 9)
    meeting = Meeting.objects.create(
        group=group,
        series=series,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        place=series.place if series else "",
        visio_url="" if series else "https://visio.example.org/politique-de-la-ville",
        notes=from_plain(TO_READ),
        created_by=facilitator_of(group),
    )
    for position, (item, minutes) in enumerate(OUTLINE):
        AgendaItem.objects.create(meeting=meeting, position=position, title=item, minutes=minutes)
    return meeting


def _planned(group: Group) -> None:
    _new_meeting(group, None, "Évaluer le contrat : par où commencer ?", 26)


def _polled(group: Group, title: str, place: str) -> None:
    poll = DatePoll.objects.create(
        group=group,
        title=title,
        place=place,
        words="Une demi-journée sur place ; le nombre de places dans le car est limité.",
        answer_by=timezone.localdate() + timedelta(days=10),
        created_by=facilitator_of(group),
    )
    members = list(group.memberships.order_by("id"))
    votes = list(Vote)
    for number, days in enumerate((20, 22, 27)):
        starts_at = _in_days(days, 9 if number else 13)
        option = DateOption.objects.create(poll=poll, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
        for rank, membership in enumerate(members[:-1]):
            DateVote.objects.create(option=option, membership=membership, vote=votes[(rank + number) % len(votes)])
