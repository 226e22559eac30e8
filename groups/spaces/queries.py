"""What the pages of the gate show. Each list costs a fixed number of queries."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Max, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.kit import clean_html, dates
from network.kit.typography import nb_html
from network.people.models import User
from network.reference.models import Theme

from .access import is_addressed_to, is_invitation_open, pending_invitations_of, way_in
from .enums import InvitationState, Level, RequestState, Role, Way
from .models import AdminEntry, Draft, Group, Invitation, JoinRequest, Membership, Tag

SUGGESTIONS = 8
EVERYBODY = "groupe"
SHOWN_ENTRIES = 20
SHOWN_REQUESTS = 50
TAGS_SUGGESTED = 100


@dataclass(frozen=True)
class Card:
    """A group as somebody sees it from outside: what it is, who facilitates it, and their way in."""

    group: Group
    way: Way
    facilitators: list[User] = field(default_factory=list)
    join_request: JoinRequest | None = None
    invitation: Invitation | None = None
    may_enter: bool = False


def groups_of(user) -> QuerySet[Group]:
    """The groups this person belongs to, the living ones first, by name."""
    return Group.objects.filter(memberships__user=user).order_by(F("archived_at").desc(nulls_first=True), "name")


def groups_for_directory(user, theme: str = "") -> QuerySet[Group]:
    """Living groups whose card this visitor may see, by name; of one theme (its address) or its children."""
    groups = Group.objects.visible_to(user).filter(archived_at=None).select_related("theme")
    if theme:
        groups = groups.filter(Q(theme__slug=theme) | Q(theme__parent__slug=theme))
    return groups.order_by("name", "id")


def themes_for_directory(user) -> QuerySet[Theme]:
    """Themes that lead to at least one group of this visitor's directory."""
    shown = groups_for_directory(user).order_by().values("theme_id")
    return Theme.objects.filter(Q(pk__in=shown) | Q(children__pk__in=shown)).distinct()


def card_for(user, group: Group) -> Card:
    """The card of one group for this visitor, who may be anonymous."""
    return cards_for(user, [group])[0]


def cards_for(user, groups: list[Group]) -> list[Card]:
    """The cards of these groups, in their order: one query for facilitators, three more for a signed-in person."""
    facilitators = _facilitators_by_group(groups)
    mine, invited, requests, left = _ties_by_group(user, groups)
    return [
        Card(
            group=group,
            way=way_in(
                user,
                group,
                is_member=group.pk in mine,
                is_invited=group.pk in invited,
                request=requests.get(group.pk),
                put_out=group.pk in left,
            ),
            facilitators=facilitators.get(group.pk, []),
            join_request=requests.get(group.pk),
            invitation=invited.get(group.pk),
            may_enter=user.is_authenticated and user.is_network_admin and group.pk not in mine,
        )
        for group in groups
    ]


def _facilitators_by_group(groups: list[Group]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {}
    facilitators = Membership.objects.filter(group__in=groups, role=Role.FACILITATOR, user__is_active=True)
    for membership in facilitators.select_related("user").order_by("id"):
        found.setdefault(membership.group_id, []).append(membership.user)
    return found


def _ties_by_group(
    user, groups: list[Group]
) -> tuple[set[int], dict[int, Invitation], dict[int, JoinRequest], set[int]]:
    """Memberships, invitations, the last request of each group, and the groups that this person was put out of."""
    if not user.is_authenticated:
        return set(), {}, {}, set()
    requests = list(JoinRequest.objects.filter(user=user, group__in=groups).order_by("id"))
    return (
        set(Membership.objects.filter(user=user, group__in=groups).values_list("group_id", flat=True)),
        {invitation.group_id: invitation for invitation in pending_invitations_of(user).filter(group__in=groups)},
        {request.group_id: request for request in requests if request.state != RequestState.REMOVED},
        {request.group_id for request in requests if request.state == RequestState.REMOVED},
    )


def was_put_out(user, group: Group) -> bool:
    """Whether this person was put out of the group and nobody let them in since. One query."""
    return JoinRequest.objects.filter(user=user, group=group, state=RequestState.REMOVED).exists()


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
    return people.with_byline().order_by("last_name", "first_name", "id")


def _matching(people: QuerySet[User], words: str) -> list[int]:
    """Compared here: no database folds the case of accents alike. A group holds hundreds of people, not thousands."""
    wanted = fold(words).split()
    columns = ("first_name", "last_name", "profile__function", "profile__organisation__name")
    return [
        pk
        for pk, *texts in people.order_by().values_list("pk", *columns)
        if all(word in fold(" ".join(filter(None, texts))) for word in wanted)
    ]


def fold(text: str) -> str:
    """Without case and accents: "Élise" is found by "elise"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def member_suggestions(group: Group, words: str, *, but: User) -> list[dict]:
    """At most 8 people whose first or last name starts with each word, any without one; never an address."""
    wanted = fold(words).split()
    found = []
    for person in members_of(group).exclude(pk=but.pk):
        names = fold(person.get_full_name()).replace("-", " ").split()
        if all(any(name.startswith(word) for name in names) for word in wanted):
            found.append({"id": person.pk, "name": str(person), "byline": byline(person)})
        if len(found) == SUGGESTIONS:
            break
    return found


def known_tags(group: Group) -> QuerySet[Tag]:
    """The themes that a living discussion or file of the group carries, for a form that suggests them. One query."""
    return _carried(group).order_by("slug")[:TAGS_SUGGESTED]


def _carried(group: Group) -> QuerySet[Tag]:
    carried = [
        Tag.objects.filter(group=group, **{f"{kind}__isnull": False, f"{kind}__deleted_at": None}).order_by()
        for kind in ("threads", "files")
    ]
    used = Q(pk__in=carried[0].values("pk")) | Q(pk__in=carried[1].values("pk"))
    return Tag.objects.filter(used, group=group)


def tag_name_asked(group: Group, slug: str) -> str:
    """The name of a theme of the group by its address, "" for one that nothing alive there carries. One query, or
    none.
    """
    tag = _carried(group).filter(slug=slug).first() if slug else None
    return tag.name if tag else ""


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


def byline(person: User) -> str:
    """Function and organisation on one line, from `with_byline`."""
    return ", ".join(filter(None, (person.function, person.organisation)))


def people_of(memberships: QuerySet[Membership]) -> QuerySet[User]:
    """The people of these memberships, always in the same order, without those who are suspended."""
    return User.objects.present().filter(id__in=memberships.order_by().values("user_id")).order_by("id")


def members_to_tell(group: Group | int, ids: Collection[int | None]) -> QuerySet[User]:
    """Those of these people who are in the group, whatever they want to be told of."""
    return people_of(Membership.objects.filter(group=group, user__in=[pk for pk in ids if pk]))


def readers_to_tell(group: Group | int) -> QuerySet[User]:
    """Members of a group who did not silence it."""
    return people_of(Membership.objects.filter(group=group).exclude(level=Level.MUTED))


def watchers_of(group: Group | int, *, but: Collection[int] = ()) -> QuerySet[User]:
    """Members who are told of every message, and every file, of the group."""
    return people_of(Membership.objects.filter(group=group, level=Level.WATCH)).exclude(id__in=but)


def facilitators_to_tell(group: Group | int) -> QuerySet[User]:
    """Who facilitates the group, whatever they want to be told of."""
    return people_of(Membership.objects.filter(group=group, role=Role.FACILITATOR))


def groups_read_by(user: User, ids: Iterable[int]) -> set[int]:
    """Those of these groups that this person belongs to. One query."""
    return set(Membership.objects.filter(user=user, group__in=set(ids)).values_list("group_id", flat=True))


def join_requests_for_admin(group: Group) -> QuerySet[JoinRequest]:
    """Requests that wait for an answer, oldest first, with `function` and `organisation` of the person."""
    return (
        JoinRequest.objects.filter(group=group, state=RequestState.PENDING)
        .select_related("user")
        .annotate(function=F("user__profile__function"), organisation=F("user__profile__organisation__name"))
        .order_by("id")[:SHOWN_REQUESTS]
    )


def invitations_for_admin(group: Group) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, run out or not, latest first, with who sent them."""
    return Invitation.objects.waiting().filter(group=group).select_related("invited_by")


def invitation_state(invitation: Invitation | None, user) -> InvitationState:
    """What the page behind the link may tell this visitor. Ended invitations are known to the rightful person only."""
    if invitation is None:
        return InvitationState.UNKNOWN
    is_open = is_invitation_open(invitation)
    if is_addressed_to(invitation, user):
        return InvitationState.OPEN if is_open else _why_ended(invitation)
    if not is_open:
        return InvitationState.UNKNOWN
    return InvitationState.STRANGER if user.is_authenticated else InvitationState.ANONYMOUS


def _why_ended(invitation: Invitation) -> InvitationState:
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.revoked_at is None and invitation.is_expired:
        return InvitationState.EXPIRED
    return InvitationState.REVOKED


def admin_entries_for_admin(group: Group) -> QuerySet[AdminEntry]:
    """The latest exceptional entries of network administrators, with who and why."""
    return AdminEntry.objects.filter(group=group).select_related("user")[:SHOWN_ENTRIES]


def draft_for_page(draft: Draft | None) -> dict | None:
    """A draft as the page gives it to its script: the fields and when they were kept (seconds)."""
    return {"values": draft.content, "at": draft.saved_at.timestamp()} if draft else None


def welcome_shown(html: str) -> SafeString:
    """The welcome area of a group, kept as `actions.update_welcome` keeps it, as pages show it."""
    return clean_html.show(nb_html(html))


def draft_saved(draft: Draft) -> dict:
    """What the page says when the draft was kept."""
    hour = dates.Moment(draft.saved_at).hour()
    return {"at": draft.saved_at.timestamp(), "said": _("Saved at %(hour)s") % {"hour": hour}}
