"""What a poll of dates says so far."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from groups.meetings.enums import Vote
from groups.meetings.models import DateOption, DatePoll, DateVote
from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from groups.spaces.queries import readers_to_tell
from network.people.models import User


@dataclass
class Tally:
    """One date: who says what, whether it suits best, and what this reader says (empty: nothing yet)."""

    option: DateOption
    yes: list[User] = field(default_factory=list)
    maybe: list[User] = field(default_factory=list)
    no: list[User] = field(default_factory=list)
    mine: str = ""
    is_best: bool = False

    @property
    def starts_at(self):
        return self.option.starts_at

    @property
    def ends_at(self):
        return self.option.ends_at

    @property
    def mine_said(self) -> str:
        return str(Vote(self.mine).label) if self.mine else ""

    @property
    def is_new(self) -> bool:
        """Whether it joined a poll that was open, and waits for a word of this reader."""
        return self.option.added_at is not None and not self.mine and not self.option.is_past

    @property
    def count(self) -> int:
        return len(self.yes) + len(self.maybe) + len(self.no)

    @property
    def rank(self) -> tuple[int, int]:
        return (len(self.yes), len(self.maybe))


@dataclass(frozen=True)
class Standing:
    """`waiting`: members who said nothing yet, by name."""

    tallies: list[Tally]
    waiting: list[User]

    @property
    def mine(self) -> dict[int, str]:
        return {tally.option.pk: tally.mine for tally in self.tallies}

    def to_remind(self, but: User) -> int:
        """How many of those who said nothing did not silence the group, beside this person."""
        return sum(person.is_told and person != but for person in self.waiting)

    @property
    def new_to_me(self) -> int:
        """How many dates to come joined since this reader answered, and wait for their word."""
        return sum(tally.is_new for tally in self.tallies) if any(self.mine.values()) else 0


def standing_of(poll: DatePoll, membership: Membership | None) -> Standing:
    """What a poll says so far, its dates in order, and what this member says. Three queries."""
    tallies = {option.pk: Tally(option) for option in poll.options.all()}
    votes = votes_of(poll).select_related("membership__user")
    said = set()
    for one in votes.order_by("membership__user__last_name", "membership__user__first_name", "id"):
        tally = tallies[one.option_id]
        getattr(tally, Vote(one.vote).value).append(one.membership.user)
        said.add(one.membership.user_id)
        if membership is not None and one.membership_id == membership.pk:
            tally.mine = one.vote
    _mark_best(list(tallies.values()))
    return Standing(list(tallies.values()), list(_silent(poll, said)))


def votes_of(poll: DatePoll) -> QuerySet[DateVote]:
    """What people said who are not suspended."""
    return DateVote.objects.filter(option__poll=poll, membership__user__is_active=True)


def silent_to_tell(poll: DatePoll) -> QuerySet[User]:
    """Members who said nothing of any date, and did not silence the group."""
    return readers_to_tell(poll.group_id).exclude(pk__in=votes_of(poll).order_by().values("membership__user"))


def dates_added(ids: Collection[int]) -> list[DateOption]:
    """Those of these dates that are still proposed and to come. One query."""
    return list(DateOption.objects.filter(pk__in=ids, poll__closed_at=None, starts_at__gt=timezone.now()))


def _mark_best(tallies: list[Tally]) -> None:
    """Those that most people can come to; of these, those that suit most if need be. None when all are alike."""
    ranks = [tally.rank for tally in tallies]
    for tally in tallies:
        tally.is_best = min(ranks) < tally.rank == max(ranks)


def _silent(poll: DatePoll, said: Collection[int]) -> QuerySet[User]:
    members = User.objects.present().filter(memberships__group=poll.group_id)
    members = members.annotate(is_told=~Q(memberships__level=Level.MUTED))
    return members.exclude(pk__in=said).by_name()


def open_polls_of(group: Group, user: User) -> QuerySet[DatePoll]:
    """Polls of a group that wait for votes, with the number of their dates and whether this person said something
    (`option_count`, `has_voted`), and whether dates joined since that wait for their word (`has_news`). One query.
    """
    return _with_own(DatePoll.objects.filter(group=group, closed_at=None), user)


def open_polls_for(user: User) -> QuerySet[DatePoll]:
    """The same in all groups of this person."""
    mine = Membership.objects.filter(user=user).values("group_id")
    return _with_own(DatePoll.objects.filter(group__in=mine, closed_at=None), user)


def _with_own(polls: QuerySet[DatePoll], user: User) -> QuerySet[DatePoll]:
    own = DateVote.objects.filter(option__poll=OuterRef("pk"), membership__user=user)
    said = DateVote.objects.filter(option=OuterRef("pk"), membership__user=user)
    added = DateOption.objects.filter(poll=OuterRef("pk"), added_at__isnull=False, starts_at__gt=timezone.now())
    news = Exists(added.filter(~Exists(said)))
    counted = polls.select_related("group").annotate(option_count=Count("options"))
    return counted.annotate(has_voted=Exists(own), has_news=news).order_by("id")
