"""The cast of the black-box tests: one group of each kind, one person of each role, a canary in every private text."""

import secrets
import uuid
from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as Permissions
from django.db import transaction
from django.utils import timezone

from groups.files.actions import arriving, create_folder, delete_file, keep_attachment, keep_file, set_tags
from groups.models import (
    Acknowledgement,
    AdminEntry,
    Attachment,
    Draft,
    Group,
    Invitation,
    JoinRequest,
    LogLine,
    Membership,
    Post,
    PostRevision,
    Reaction,
    Report,
    ScheduledThread,
    Tag,
    Thread,
)
from groups.spaces.enums import Entry, RequestState, Role, Visibility
from groups.threads.enums import Act, Kind, ReactionKind, ReportReason
from network.kit.clean_html import from_plain
from network.kit.tokens import fingerprint
from network.people.models import Profile, User

from .acceptance_meetings import add_meetings
from .quiet import forget_news_of_files

PASSWORD = "acceptance harness only"  # noqa: S105 - the command refuses any database that has people in it
PEOPLE = ("NM", "ME1", "ME2", "FA1", "FA2", "NA", "RM", "IN", "SU", "CE", "ME3")
BELONGING = {
    "G1": (("FA1", Role.FACILITATOR), ("ME1", Role.MEMBER), ("SU", Role.MEMBER)),
    "G2": (("FA2", Role.FACILITATOR), ("ME2", Role.MEMBER)),
    "G3": (("FA1", Role.FACILITATOR), ("ME3", Role.MEMBER)),
}
KINDS = {
    "G1": (Visibility.LISTED, Entry.REQUEST),
    "G2": (Visibility.HIDDEN, Entry.INVITATION),
    "G3": (Visibility.LISTED, Entry.OPEN),
}


def canary(group: str, kind: str, field: str) -> str:
    return f"CNRY-{group}-{kind}-{field}-{secrets.token_hex(4)}"


@transaction.atomic
def load_acceptance() -> dict:
    """Fill an empty database; returns what a tester needs: password, people, groups, threads, invitation tokens."""
    people = {name: _person(name) for name in PEOPLE}
    people["CE"].groups.add(Permissions.objects.get(name="Editors"))
    groups = {name: _group(name, people) for name in KINDS}
    threads = {name: _threads(name, group, people) for name, group in groups.items()}
    files = {name: _files(name, group) for name, group in groups.items()}
    meetings = {name: _meetings(name, group, people) for name, group in groups.items()}
    forget_news_of_files()
    _former_member(groups["G1"], people["RM"])
    tokens = {name: _invitation(name, groups[name], people) for name in ("G1", "G2")}
    JoinRequest.objects.create(
        group=groups["G1"], user=people["NM"], message=canary("G1", "request", "message"), state=RequestState.PENDING
    )
    AdminEntry.objects.create(
        group=groups["G1"],
        user=people["NA"],
        reason=canary("G1", "entry", "reason"),
        expires_at=timezone.now() + timedelta(seconds=1),
    )
    return {
        "password": PASSWORD,
        "people": {name: {"id": person.pk, "email": person.email} for name, person in people.items()},
        "groups": {name: {"id": group.pk, "slug": group.slug} for name, group in groups.items()},
        "threads": {name: [thread.pk for thread in found] for name, found in threads.items()},
        "files": files,
        "meetings": meetings,
        "invitations": tokens,
    }


def _person(name: str) -> User:
    person = User.objects.create(
        email=f"{name.lower()}@acceptance.example.org",
        first_name=name,
        last_name="Essai",
        password=make_password(PASSWORD),
        approved_at=timezone.now(),
        is_active=name != "SU",
        is_superuser=name == "NA",
    )
    Profile.objects.create(user=person, function="Testeuse")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _group(name: str, people: dict[str, User]) -> Group:
    visibility, entry = KINDS[name]
    hidden = visibility == Visibility.HIDDEN
    label = canary(name, "group", "name") if hidden else f"Groupe {name}"
    group = Group.objects.create(
        slug=f"g-{secrets.token_hex(4)}" if hidden else name.lower(),
        name=label,
        short_name=name,
        description=canary(name, "group", "description") if hidden else "Groupe listé.",
        visibility=visibility,
        entry=entry,
        welcome=from_plain(canary(name, "group", "welcome")),
        confidential=hidden,
    )
    for person, role in BELONGING[name]:
        Membership.objects.create(group=group, user=people[person], role=role)
    group.member_count = len(BELONGING[name])
    group.save(update_fields=["member_count"])
    return group


def _threads(name: str, group: Group, people: dict[str, User]) -> list[Thread]:
    authors = [people[person] for person, _ in BELONGING[name]]
    tag = Tag.objects.create(group=group, slug=f"tag-{name.lower()}", name=canary(name, "tag", "name"))
    threads = []
    for _ in range(2):
        thread = Thread.objects.create(group=group, title=canary(name, "thread", "title"), author=authors[0])
        thread.tags.add(tag)
        thread.tag_names = [tag.name]
        for author in authors:
            _post(thread, author, canary(name, "post", "body"))
        threads.append(thread)
    _post(threads[0], authors[0], canary(name, "deletedpost", "body"), deleted_at=timezone.now())
    reason = canary(name, "hiddenpost", "reason")
    _post(threads[0], authors[0], canary(name, "hiddenpost", "body"), hidden_at=timezone.now(), hidden_reason=reason)
    _around(name, threads[0], authors)
    return threads


def _meetings(name: str, group: Group, people: dict[str, User]) -> dict[str, int]:
    return add_meetings(group, [people[person] for person, _ in BELONGING[name]], partial(canary, name))


def _files(name: str, group: Group) -> list[int]:
    """A file in a folder, and one in the bin, by the first who belongs to the group; returns their ids."""
    member = group.memberships.select_related("group", "user").order_by("id").first()
    folder = create_folder(member=member, name=canary(name, "folder", "name"), parent=None, key=uuid.uuid4())
    kept = []
    for place in (folder, None):
        words, called = canary(name, "file", "bytes").encode(), f"{canary(name, 'file', 'name')}.txt"
        with arriving(blocks=[words], name=called) as arrived:
            about = {"folder": place, "on_same": "", "key": uuid.uuid4(), "comment": canary(name, "file", "comment")}
            kept.append(keep_file(member=member, arrived=arrived, **about))
    set_tags(file=kept[0], names=[canary(name, "tag", "name")])
    delete_file(member=member, file=kept[1])
    _attach(name, member)
    return [file.pk for file in kept]


def _attach(name: str, member: Membership) -> None:
    """A file under the first message of the group, brought with it."""
    words, called = canary(name, "attachment", "bytes").encode(), f"{canary(name, 'attachment', 'name')}.txt"
    with arriving(blocks=[words], name=called) as arrived:
        file = keep_attachment(member=member, arrived=arrived, key=uuid.uuid4())
    Attachment.objects.create(post=Post.objects.filter(group=member.group).earliest("seq"), file=file, place=0)


def _around(name: str, thread: Thread, authors: list[User]) -> None:
    """One of everything that hangs on a thread."""
    group, post, author = thread.group, thread.posts.get(number=1), authors[0]
    PostRevision.objects.create(post=post, body=canary(name, "revision", "body"), written_at=timezone.now())
    Post.objects.filter(pk=post.pk).update(edited_at=timezone.now())
    Reaction.objects.create(post=post, user=authors[-1], kind=ReactionKind.USEFUL)
    details = canary(name, "report", "details")
    Report.objects.create(group=group, post=post, reporter=authors[-1], reason=ReportReason.OTHER, details=details)
    statement = canary(name, "log", "statement")
    LogLine.objects.create(group=group, actor=author, act=Act.REPORT, thread=thread, post=post, statement=statement)
    Draft.objects.create(
        membership=group.memberships.get(user=author),
        name=f"thread:{thread.pk}",
        content={"body": canary(name, "draft", "body")},
    )
    ScheduledThread.objects.create(
        group=group,
        author=author,
        title=canary(name, "scheduled", "title"),
        body=from_plain(canary(name, "scheduled", "body")),
        publish_at=timezone.now() + timedelta(days=300),
    )
    announcement = Thread.objects.create(
        group=group, kind=Kind.ANNOUNCEMENT, title=canary(name, "announcement", "title"), author=author
    )
    _post(announcement, author, canary(name, "announcement", "body"))
    Acknowledgement.objects.create(membership=group.memberships.exclude(user=author).first(), thread=announcement)


def _post(thread: Thread, author: User, text: str, **gone: object) -> None:
    """`gone`: when and why nobody reads it any more."""
    group = thread.group
    group.last_seq += 1
    thread.post_count += 1
    if not gone:
        thread.last_seq, thread.last_author, thread.excerpt = group.last_seq, author, text
        thread.message_count += 1
        thread.reply_count += author != thread.author
    group.save(update_fields=["last_seq"])
    thread.save()
    Post.objects.create(
        thread=thread,
        number=thread.post_count,
        group=group,
        seq=group.last_seq,
        author=author,
        body=from_plain(text),
        **gone,
    )


def _former_member(group: Group, person: User) -> None:
    """Wrote, then was removed: the post stays, signed."""
    _post(Thread.objects.filter(group=group).first(), person, canary("G1", "formerpost", "body"))


def _invitation(name: str, group: Group, people: dict[str, User]) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        group=group,
        email=people["IN"].email,
        invited_by=people[BELONGING[name][0][0]],
        message=canary(name, "invitation", "message"),
        token_hash=fingerprint(token),
        expires_at=timezone.now() + timedelta(days=14),
    )
    return token
