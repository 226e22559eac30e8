"""The demonstration: the fictional groups, people and discussions of data/demo_content.json, as if of this week."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as Permissions
from django.db import transaction
from django.utils import timezone

from groups.models import Group, Invitation, JoinRequest, Membership, Post, Subscription, Thread
from groups.spaces.enums import Entry, Role
from groups.threads.actions.threads import set_tags
from groups.threads.enums import Kind
from network.kit.clean_html import excerpt, from_plain
from network.people.models import Profile, User
from network.reference.models import Commune, Organisation, Theme

from .calendar import shifted
from .demo_discussions import show_discussions
from .demo_files import shift_of, show_files
from .demo_meetings import show_meetings
from .demo_reading import show_reading
from .quiet import forget_news_of_files
from .reference import load_reference, read_data

PASSWORD = "traverse-demo"  # noqa: S105 - printed on the sign-in page of the demonstration
HUES = {"teal": 1, "blue": 2, "indigo": 3, "plum": 4, "rose": 5, "orange": 6, "amber": 7, "green": 8}
LETTERS = {"coordonnateurs-pre": "PR", "chefs-de-projet-politique-de-la-ville": "CP", "clauses-insertion": "CI"}
ENTRIES = {"structures-de-proximite": Entry.OPEN, "accompagnement-contractualisation": Entry.INVITATION}
KINDS = {"annonce": Kind.ANNOUNCEMENT, "ressource": Kind.RESOURCE, "question": Kind.QUESTION}
ADMINISTRATOR, EDITOR = "patrice_odoul", "solene_kerviel"
UNREAD_POSTS = 3
STARTED_IN = {"fil-ecole-relais": "coordonnateurs-pre"}
"""A thread that people opened in another group than the one where it belongs: somebody moves it."""


@transaction.atomic
def load_demo() -> bool:
    """Load the demonstration once: returns False, and changes nothing, when its people are already there."""
    content = read_data("demo_content.json")
    if User.objects.filter(email=content["members"][0]["email"]).exists():
        return False
    load_reference()
    people = _load_people(content["members"])
    groups = _load_groups(content["groups"])
    _load_memberships(content["members"], people, groups)
    _load_threads(content, people, groups)
    _leave_something_unread(groups)
    _follow_what_one_wrote_in()
    show_discussions(people, groups)
    show_files(content, people, groups)
    show_meetings(content, people, groups, shift_of(content))
    show_reading(groups)
    forget_news_of_files()
    _load_ways_in(people, groups)
    return True


def _load_people(rows: list[dict]) -> dict[str, User]:
    password, now = make_password(PASSWORD), timezone.now()
    editors = Permissions.objects.get(name="Editors")
    people = {}
    for row in rows:
        names = {"first_name": row["first_name"], "last_name": row["last_name"]}
        person = User(email=row["email"], password=password, approved_at=now, **names)
        person.is_superuser = row["id"] == ADMINISTRATOR
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        _load_profile(person, row)
        people[row["id"]] = person
    people[EDITOR].groups.add(editors)
    return people


def _load_profile(person: User, row: dict) -> None:
    commune = Commune.objects.filter(insee=row["commune_insee"]).first()
    organisation, _ = Organisation.objects.get_or_create(
        name=row["structure"], defaults={"kind": row["structure_type"], "commune": commune}
    )
    profile = Profile(user=person, function=row["function"], organisation=organisation, commune=commune)
    profile.bio, profile.is_elected = row["bio"] or "", row["is_elected"]
    profile.save()
    profile.themes.set(Theme.objects.filter(slug__in=row["themes"]))


def _load_groups(rows: list[dict]) -> dict[str, Group]:
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    groups = {}
    for row in rows:
        same = {field: row[field] for field in ("slug", "name", "short_name", "audience", "meets", "description")}
        groups[row["slug"]] = Group.objects.create(
            **same,
            theme=themes.get(row["theme"]),
            hue=HUES[row["color_hint"]],
            abbreviation=LETTERS.get(row["slug"], ""),
            entry=ENTRIES.get(row["slug"], Entry.REQUEST),
            contact_email="reseaux@example.org",
        )
    return groups


def _load_memberships(rows: list[dict], people: dict[str, User], groups: dict[str, Group]) -> None:
    joined = timezone.now() - timedelta(days=300)
    for row in rows:
        for belonging in row["groups"]:
            group = groups[belonging["group"]]
            Membership.objects.create(
                group=group, user=people[row["id"]], role=Role(belonging["role"]), joined_at=joined
            )
            group.member_count += 1
    Group.objects.bulk_update(groups.values(), ["member_count"])


def _load_threads(content: dict, people: dict[str, User], groups: dict[str, Group]) -> None:
    """Posts of a group get their sequence in the order of time, across its threads."""
    shift = shift_of(content)
    names = {tag["slug"]: tag["name"] for tag in content["tags"]}
    rows = []
    for row in content["threads"]:
        thread = _load_thread(row, people, groups[STARTED_IN.get(row["id"], row["group"])], shift)
        set_tags(thread=thread, names=[names.get(slug, slug) for slug in row["tags"]])
        rows += [(shifted(post["posted_at"], shift), thread, post) for post in row["posts"]]
    for moment, thread, post in sorted(rows, key=lambda found: found[0]):
        _load_post(moment, thread, people[post["author"]], post)
    Group.objects.bulk_update(groups.values(), ["last_seq"])


def _load_thread(row: dict, people: dict[str, User], group: Group, shift: timedelta) -> Thread:
    first = row["posts"][0]
    return Thread.objects.create(
        group=group,
        kind=KINDS.get(row["kind"], Kind.DISCUSSION),
        title=row["title"],
        author=people[first["author"]],
        pinned=row["pinned"],
        created_at=shifted(first["posted_at"], shift),
    )


def _load_post(moment: datetime, thread: Thread, author: User, row: dict) -> None:
    thread.group.last_seq += 1
    thread.post_count += 1
    thread.message_count += 1
    thread.reply_count += author != thread.author
    thread.last_seq, thread.last_post_at, thread.last_author = thread.group.last_seq, moment, author
    body = from_plain(row["body"])
    thread.excerpt = excerpt(body)
    thread.save()
    post = Post.objects.create(
        thread=thread,
        number=thread.post_count,
        group=thread.group,
        seq=thread.group.last_seq,
        author=author,
        body=body,
        created_at=moment,
    )
    if row["is_accepted_answer"]:
        thread.answer = post
        thread.save(update_fields=["answer"])


def _leave_something_unread(groups: dict[str, Group]) -> None:
    """Everybody has read all but the last few messages of each group."""
    for group in groups.values():
        group.memberships.update(read_floor=max(0, group.last_seq - UNREAD_POSTS))


def _follow_what_one_wrote_in() -> None:
    wrote = Post.objects.order_by().values_list("thread_id", "author_id", "group_id").distinct()
    belonging = {(row.group_id, row.user_id): row for row in Membership.objects.all()}
    Subscription.objects.bulk_create(
        Subscription(membership=belonging[group, author], thread_id=thread)
        for thread, author, group in wrote
        if (group, author) in belonging
    )


def _load_ways_in(people: dict[str, User], groups: dict[str, Group]) -> None:
    """A request to answer and an invitation on its way, so that the pages of the animation have something to show."""
    group, sender = groups["coordonnateurs-pre"], people["helene_marchetti"]
    JoinRequest.objects.create(
        group=group,
        user=people["fatou_ndiaye"],
        message="Je reprends le volet éducatif de notre contrat local et j’aimerais échanger avec mes homologues.",
    )
    Invitation.objects.create(
        group=group,
        email="referente.parcours@example.org",
        invited_by=sender,
        token_hash="demonstration",  # noqa: S106 - no token has this hash
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
