"""The data set behind every performance figure: deterministic, in bulk, on an empty database of its own."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from groups.models import Group, Membership, Post, Reaction, ReadMarker, Subscription, Thread
from groups.spaces.enums import Role
from groups.threads.enums import ReactionKind
from network.people.models import Profile, User

from .scale_files import load_files

BATCH = 2000
GROUPS_A_PERSON = 10
PASSWORD = "traverse-scale"  # noqa: S105 - measuring only, on an empty database
WORDS = [
    "réunion",
    "quartier",
    "habitants",
    "convention",
    "partenaires",
    "budget",
    "école",
    "collège",
    "santé",
    "médiation",
    "accueil",
    "parcours",
    "familles",
    "équipe",
    "bilan",
    "diagnostic",
    "contrat",
    "projet",
    "jeunes",
    "atelier",
    "référente",
    "coordination",
    "commune",
    "agglomération",
    "bailleur",
    "clause",
    "insertion",
    "emploi",
    "calendrier",
    "compte",
    "rendu",
    "décision",
    "indicateurs",
    "présence",
    "rendez-vous",
    "horaires",
    "lieu",
    "ressource",
    "exemple",
]


@dataclass(frozen=True)
class Size:
    groups: int = 50
    users: int = 500
    threads: int = 5000
    posts: int = 100_000
    long_thread: int = 2000
    files: int = 5000


@transaction.atomic
def load_scale(size: Size) -> None:
    """Fill an empty database: `size.long_thread` posts in the first thread, the rest shared between the others.

    Every person belongs to ten groups (the first to group 1), and has read about half of the recent threads. The files
    stand in one folder of group 1, and as many at the top.
    """
    luck = random.Random(20261122)  # noqa: S311 - the same data set every time
    people = _people(size.users)
    groups = _groups(size.groups)
    memberships = _memberships(groups, people)
    threads = _threads(size, groups, people, memberships, luck)
    _posts(size, threads, memberships, luck)
    _reading(memberships, threads, luck)
    _reactions(threads, memberships, luck)
    load_files(groups[0], memberships[groups[0].pk], size.files)


def _people(number: int) -> list[User]:
    password, now = make_password(PASSWORD), timezone.now()
    people = User.objects.bulk_create(
        [
            User(
                email=f"personne{n}@example.org",
                first_name=f"Prénom{n}",
                last_name=f"Nom{n}",
                password=password,
                approved_at=now,
            )
            for n in range(1, number + 1)
        ],
        BATCH,
    )
    Profile.objects.bulk_create([Profile(user=user, function="Cheffe de projet") for user in people], BATCH)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people], BATCH
    )
    return people


def _groups(number: int) -> list[Group]:
    rows = [
        Group(slug=f"groupe-{n}", name=f"Groupe d’échanges {n}", short_name=f"Groupe {n}", hue=n % 8 + 1)
        for n in range(1, number + 1)
    ]
    return Group.objects.bulk_create(rows, BATCH)


def _memberships(groups: list[Group], people: list[User]) -> dict[int, list[Membership]]:
    """Memberships by group id; the first person in each group facilitates it."""
    by_group: dict[int, list[Membership]] = {}
    each = min(GROUPS_A_PERSON, len(groups))
    for index, person in enumerate(people):
        for step in range(each):
            group = groups[(index + step * (len(groups) // each)) % len(groups)]
            belonging = by_group.setdefault(group.pk, [])
            belonging.append(Membership(group=group, user=person, role=Role.MEMBER if belonging else Role.FACILITATOR))
    Membership.objects.bulk_create([row for rows in by_group.values() for row in rows], BATCH)
    for group in groups:
        group.member_count = len(by_group.get(group.pk, []))
    return by_group


def _threads(
    size: Size, groups: list[Group], people: list[User], memberships: dict, luck: random.Random
) -> list[Thread]:
    """Threads in the order of their last post; the first one is the long one."""
    each, spare = divmod(size.posts - size.long_thread, max(1, size.threads - 1))
    rows = []
    for n in range(size.threads):
        group = groups[n % len(groups)]
        count = size.long_thread if n == 0 else each + (1 if n <= spare else 0)
        author = luck.choice(memberships[group.pk]).user
        title = f"{' '.join(luck.sample(WORDS, 5)).capitalize()} {n}"
        counts = {"post_count": count, "message_count": count}
        rows.append(Thread(group=group, title=title, author=author, pinned=n < len(groups), **counts))
    return Thread.objects.bulk_create(rows, BATCH)


def _posts(size: Size, threads: list[Thread], memberships: dict, luck: random.Random) -> None:
    bodies = [_body(luck) for _ in range(200)]
    start, step = timezone.now() - timedelta(days=500), timedelta(days=500) / max(1, size.posts)
    batch: list[Post] = []
    moment = start
    for thread in reversed(threads):
        for number in range(1, thread.post_count + 1):
            moment += step
            batch.append(
                _post(thread, number, luck.choice(memberships[thread.group_id]).user, luck.choice(bodies), moment)
            )
        if len(batch) >= BATCH:
            Post.objects.bulk_create(batch)
            batch = []
    Post.objects.bulk_create(batch)
    Thread.objects.bulk_update(
        threads, ["last_seq", "last_post_at", "last_author", "excerpt", "created_at", "reply_count"], BATCH // 4
    )
    Group.objects.bulk_update(
        {thread.group_id: thread.group for thread in threads}.values(), ["last_seq", "member_count"]
    )


def _reactions(threads: list[Thread], memberships: dict, luck: random.Random) -> None:
    """Two people answer each of the first twenty messages of a thread with a word, and each message of the long one."""
    kinds = [kind.value for kind in ReactionKind]
    posts = Post.objects.filter(Q(number__lte=20) | Q(thread=threads[0])).order_by("id").values_list("id", "group_id")
    rows = (
        Reaction(post_id=pk, user_id=membership.user_id, kind=luck.choice(kinds))
        for pk, group_id in posts
        for membership in luck.sample(memberships[group_id], min(2, len(memberships[group_id])))
    )
    while batch := list(islice(rows, BATCH * 2)):
        Reaction.objects.bulk_create(batch)


def _post(thread: Thread, number: int, author: User, body: str, moment: datetime) -> Post:
    group = thread.group
    group.last_seq += 1
    if number == 1:
        thread.created_at = moment
    thread.reply_count += author != thread.author
    thread.last_seq, thread.last_post_at, thread.last_author = group.last_seq, moment, author
    thread.excerpt = body[3:120]
    return Post(
        thread=thread, number=number, group=group, seq=group.last_seq, author=author, body=body, created_at=moment
    )


def _body(luck: random.Random) -> str:
    paragraphs = (" ".join(luck.choices(WORDS, k=luck.randint(18, 45))).capitalize() for _ in range(luck.randint(1, 3)))
    return "".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs)


def _reading(memberships: dict[int, list[Membership]], threads: list[Thread], luck: random.Random) -> None:
    """Everybody starts from nine tenths of the group read, and has read half of what came since."""
    recent: dict[int, list[Thread]] = {}
    for thread in threads:
        group = thread.group
        if thread.last_seq > group.last_seq * 9 // 10:
            recent.setdefault(group.pk, []).append(thread)
    rows, markers, follows = [], [], []
    for group_id, belonging in memberships.items():
        news = recent.get(group_id, [])
        for membership in belonging:
            membership.read_floor = membership.group.last_seq * 9 // 10
            rows.append(membership)
            half = luck.sample(news, len(news) // 2)
            markers += [ReadMarker(membership=membership, thread=thread, seq=thread.last_seq) for thread in half]
            follows += [Subscription(membership=membership, thread=thread) for thread in half[:2]]
    Membership.objects.bulk_update(rows, ["read_floor"], BATCH // 2)
    ReadMarker.objects.bulk_create(markers, BATCH)
    Subscription.objects.bulk_create(follows, BATCH)
