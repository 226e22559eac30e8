"""The people of a group: the list of members, and the names that a message can mention."""

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import ngettext

from groups.spaces.enums import Level, Role
from groups.spaces.models import Group, Membership
from network.kit.folding import fold
from network.people.models import User, byline_of

SUGGESTIONS = 8
EVERYBODY = "groupe"


def members_of(group: Group, words: str = "", *, suspended: bool = False) -> QuerySet[User]:
    """People of the group by name, with `function`, `organisation`, `role`, `membership_id` and their dates.

    `words`: only those whose name, function or organisation has all of them, whatever the case and accents.
    Suspended people are left out unless asked for.
    """
    people = User.objects.filter(memberships__group=group).annotate(
        membership_id=F("memberships__pk"),
        role=F("memberships__role"),
        is_facilitating=Q(memberships__role=Role.FACILITATOR),
        joined_at=F("memberships__joined_at"),
        last_visit_at=Max("memberships__read_markers__read_at"),
    )
    people = people if suspended else people.present()
    if words:
        people = people.filter(pk__in=_matching(people, words))
    return people.with_byline().by_name()


def _matching(people: QuerySet[User], words: str) -> list[int]:
    """Compared here: no database folds the case of accents alike. A group holds hundreds of people, not thousands."""
    wanted = fold(words).split()
    columns = ("first_name", "last_name", "function", "organisation")
    return [
        pk
        for pk, *texts in people.with_byline().order_by().values_list("pk", *columns)
        if all(word in fold(" ".join(filter(None, texts))) for word in wanted)
    ]


def member_suggestions(group: Group, words: str, *, but: User) -> list[dict]:
    """At most 8 people whose first or last name starts with each word, any without one; never an address."""
    wanted = fold(words).split()
    found = []
    for person in members_of(group).exclude(pk=but.pk):
        names = fold(person.get_full_name()).replace("-", " ").split()
        if all(any(name.startswith(word) for name in names) for word in wanted):
            found.append(
                {"id": person.pk, "name": str(person), "byline": byline_of(person.function, person.organisation)}
            )
        if len(found) == SUGGESTIONS:
            break
    return found


def everybody_suggestion(group: Group, words: str) -> list[dict]:
    """For those who facilitate: the whole group as one name, with how many people a message that names it tells.

    Nothing when the words are not the beginning of it. One query or none.
    """
    if not EVERYBODY.startswith(fold(words)):
        return []
    told = Membership.objects.filter(group=group, user__is_active=True).exclude(level=Level.MUTED).count() - 1
    count = max(told, 0)
    reach = ngettext("%(n)d person will be told", "%(n)d people will be told", count) % {"n": count}
    return [{"id": "all", "name": EVERYBODY, "byline": reach}]
