"""One of everything, and one person of each role: what the access table is tried on.

Every private text holds a canary: WITHIN for what members read, AMONG for what only those who facilitate read, NAME
for the existence of the hidden group, DRAFT for what the facilitator is writing.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group as PermissionGroup
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document

from groups.files.actions import arriving, begin_upload, create_folder, delete_file, keep_file
from groups.files.models import Folder, Preview, SharedFile
from groups.meetings.enums import ItemState
from groups.meetings.models import (
    ActionItem,
    Amendment,
    Attendance,
    DateOption,
    DatePoll,
    DateVote,
    Decision,
    Edition,
    HeadRevision,
    MeetingFile,
    Minutes,
    OpenPoint,
    Point,
    PointRevision,
    Series,
)
from groups.meetings.queries import version_of
from groups.models import Attachment, Draft, Group, LogLine, Membership, PostRevision, Reaction, ScheduledThread
from groups.spaces.enums import Entry, Role, Visibility
from groups.threads.models import Post, Thread
from home.models import SiteSettings
from home.pages.actions.seed import seed_site
from network.activity.access import stop_token
from network.kit.private_files import take, upload_dir
from network.kit.tokens import fingerprint
from network.people.models import User
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    InvitationFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    PostFactory,
    ReportFactory,
    ThreadFactory,
    UserFactory,
)

ROLES = (
    "anonymous", "network", "invited", "member", "facilitator", "administrator", "editor", "removed", "suspended",
)  # fmt: skip
WITHIN, AMONG, NAME, DRAFT = "canari-dedans", "canari-animation", "canari-cache", "canari-brouillon"
READS = {
    "member": {WITHIN, NAME},
    "facilitator": {WITHIN, AMONG, NAME, DRAFT},
    "invited": {NAME},
    "administrator": {NAME},
}


@dataclass
class Space:
    """A group with everything in it; `arguments` fills the addresses that lead into it."""

    group: Group
    arguments: dict


@dataclass
class World:
    people: dict[str, User]
    spaces: dict[str, Space]
    arguments: dict
    sessions: dict[str, str]

    def client(self, role: str) -> Client:
        """A browser in which this person signed in a moment ago, with a second factor if they have one."""
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def sign_in(person: User) -> str:
    """The key of a new session."""
    client = Client()
    client.force_login(person)
    session = client.session
    records = [{"method": "password", "at": time.time(), "email": person.email}]
    if Authenticator.objects.filter(user=person).exists():
        records.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return session.session_key


def build_world() -> World:
    seed_site()
    SiteSettings.objects.update(accent="#1a5fb4")
    people = {role: UserFactory(first_name="Rôle", last_name=role) for role in ROLES if role != "anonymous"}
    User.objects.filter(pk=people["suspended"].pk).update(is_active=False)
    promote(people["administrator"], people["editor"])
    spaces = {
        "listed": build_space(people, "groupe-ouvert", Visibility.LISTED, ""),
        "hidden": build_space(people, "groupe-discret", Visibility.HIDDEN, NAME),
    }
    for here, there in (("listed", "hidden"), ("hidden", "listed")):
        spaces[here].arguments["other_group_id"] = spaces[there].group.pk
    sessions = {role: sign_in(person) for role, person in people.items()}
    return World(people, spaces, loose_objects(people), sessions)


def promote(administrator: User, editor: User) -> None:
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    editors, _ = PermissionGroup.objects.get_or_create(name="Editors")
    editors.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    editor.groups.add(editors)
    for person in (administrator, editor):
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")


def build_space(people: dict[str, User], slug: str, visibility: Visibility, canary: str) -> Space:
    group = GroupFactory(
        slug=slug,
        name=f"Groupe {canary}".strip(),
        short_name=f"Abrégé {canary}".strip(),
        description=f"Description {canary}",
        welcome=f"<p>{WITHIN}</p>",
        visibility=visibility,
        entry=Entry.REQUEST,
    )
    facilitator = MembershipFactory(group=group, user=people["facilitator"], role=Role.FACILITATOR)
    member = MembershipFactory(group=group, user=people["member"])
    MembershipFactory(group=group, user=people["suspended"])
    other = MembershipFactory(group=group, user=UserFactory(last_name=WITHIN, email=f"{slug}@{AMONG}.example.org"))
    Membership.objects.filter(group=group, user=people["removed"]).delete()
    thread = ThreadFactory(group=group, author=member.user, title=WITHIN, excerpt=WITHIN, posts=3, kind="question")
    elsewhere = ThreadFactory(group=group, author=member.user, title=f"{WITHIN}-ailleurs")
    Post.objects.filter(thread=thread).update(body=f"<p>{WITHIN}</p>", edited_at=timezone.now())
    first = thread.posts.get(number=1)
    PostRevision.objects.create(post=first, body=f"<p>{WITHIN}-avant</p>", written_at=timezone.now())
    Reaction.objects.create(post=first, user=other.user, kind="thanks")
    report = ReportFactory(post=thread.posts.get(number=3), reporter=member.user, details=AMONG)
    scheduled = ScheduledThread.objects.create(
        group=group, author=facilitator.user, title=AMONG, body=f"<p>{AMONG}</p>", publish_at=timezone.now()
    )
    LogLine.objects.create(group=group, actor=facilitator.user, act="hide", thread=thread, statement=AMONG)
    Post.objects.filter(thread=thread, number=2).update(author=people["removed"])
    announcement = ThreadFactory(group=group, author=other.user, title=f"{WITHIN}-annonce", kind="announcement")
    gone_at = {"deleted_at": timezone.now() - timedelta(days=1), "deleted_by": facilitator.user}
    gone_thread = ThreadFactory(group=group, author=member.user, title=AMONG, **gone_at)
    gone = {state: add_gone(thread, member, **{state: timezone.now()}) for state in ("hidden_at", "deleted_at")}
    Draft.objects.create(membership=facilitator, name=thread.target, key=uuid.uuid4(), content={"body": DRAFT})
    folder = create_folder(member=member, name=f"Dossier {WITHIN}", parent=None, key=uuid.uuid4())
    file = add_file(member, f"{WITHIN}.txt", folder)
    add_preview(file)
    binned = add_file(facilitator, f"{AMONG}.txt", folder)
    delete_file(member=facilitator, file=binned)
    Attachment.objects.create(post=first, file=file, place=0)
    going_on = {"name": f"{WITHIN}-en-cours.txt", "size": 10, "mark": "", "key": uuid.uuid4()}
    upload = begin_upload(member=member, folder=folder, **going_on)
    request = JoinRequestFactory(group=group, message=AMONG)
    token = f"jeton-{slug}-{uuid.uuid4().hex}"
    InvitationFactory(
        group=group,
        email=people["invited"].email,
        invited_by=facilitator.user,
        token_hash=fingerprint(token),
        message="Bienvenue",
    )
    invitation = InvitationFactory(
        group=group,
        email=f"pour-{slug}@{AMONG}.example.org",
        invited_by=facilitator.user,
        sent_at=timezone.now() - timedelta(days=3),
    )
    arguments = add_meetings(facilitator, member, file) | {
        "group_slug": slug,
        "thread_id": thread.pk,
        "post_number": 1,
        "membership_id": other.pk,
        "request_id": request.pk,
        "invitation_id": invitation.pk,
        "token": token,
        "welcome_version": group.welcome_version,
        "other_thread_id": elsewhere.pk,
        "other_group_id": 0,
        "report_id": report.pk,
        "next_month": f"{timezone.localtime() + timedelta(days=30):%Y-%m-%dT%H:%M}",
        "scheduled_id": scheduled.pk,
        "announcement_id": announcement.pk,
        "hidden_number": gone["hidden_at"],
        "deleted_number": gone["deleted_at"],
        "gone_id": gone_thread.pk,
        "folder_id": folder.pk,
        "file_id": file.pk,
        "binned_id": binned.pk,
        "version_number": 1,
        "upload_key": upload.key,
        "preview_number": 1,
        "post_version": Post.objects.get(thread=thread, number=1).version,
    }
    return Space(group, arguments)


def add_meetings(facilitator: Membership, member: Membership, file: SharedFile) -> dict:
    """A meeting that is over with its published minutes, one to come with a draft, as arguments of addresses."""
    group = facilitator.group
    over = MeetingFactory(group=group, title=WITHIN, days=-3, place=WITHIN, notes=f"<p>{WITHIN}</p>")
    minutes = MinutesFactory(meeting=over, summary=WITHIN, published=True)
    point = add_point(minutes, WITHIN)
    MeetingFile.objects.create(meeting=over, file=file)
    coming = MeetingFactory(group=group, title=f"{WITHIN}-demain", days=5)
    item = AgendaItemFactory(meeting=coming, title=WITHIN)
    proposed = AgendaItemFactory(meeting=coming, title=AMONG, proposed_words=AMONG, state=ItemState.PROPOSED)
    own = AgendaItemFactory(meeting=coming, title=WITHIN, proposed_by=member.user, state=ItemState.PROPOSED)
    series = Series.objects.create(group=group, title=AMONG, place=AMONG)
    poll = DatePoll.objects.create(group=group, title=WITHIN, words=WITHIN)
    option = DateOption.objects.create(poll=poll, starts_at=coming.starts_at, ends_at=coming.ends_at)
    DateVote.objects.create(option=option, membership=facilitator, vote="yes")
    draft = MinutesFactory(meeting=coming, summary=AMONG)
    draft_point = add_point(draft, AMONG)
    guest = Attendance.objects.create(meeting=coming, is_guest=True, name=AMONG, email=f"juriste@{AMONG}.example.org")
    return add_what_follows(facilitator, member, point, draft_point) | {
        "guest_id": guest.pk,
        "meeting_id": over.pk,
        "coming_id": coming.pk,
        "point_id": point.pk,
        "draft_point_id": draft_point.pk,
        "point_version": point.version,
        "item_id": item.pk,
        "item_version": version_of(item),
        "proposed_id": proposed.pk,
        "proposed_version": version_of(proposed),
        "own_proposal_id": own.pk,
        "own_version": version_of(own),
        "series_id": series.pk,
        "series_version": version_of(series),
        "poll_id": poll.pk,
        "poll_version": version_of(poll),
        "option_id": option.pk,
        "meeting_version": version_of(over),
    }


def add_what_follows(facilitator: Membership, member: Membership, point: Point, draft_point: Point) -> dict:
    """Decisions, action items and a proposed correction of published minutes, and lines that are being written."""
    group, minutes, draft = facilitator.group, point.minutes, draft_point.minutes
    published = {"group": group, "minutes": minutes, "point": point, "published_at": minutes.published_at}
    Decision.objects.create(text=WITHIN, said=WITHIN, **published)
    Decision.objects.create(group=group, minutes=draft, point=draft_point, text=AMONG)
    mine = ActionItem.objects.create(what=WITHIN, said=WITHIN, owner=member.user, **published)
    others = ActionItem.objects.create(what=WITHIN, said=WITHIN, owner=facilitator.user, **published)
    unpublished = ActionItem.objects.create(group=group, minutes=draft, what=AMONG, owner=member.user)
    first = minutes.editions.get(number=1)
    Edition.objects.create(minutes=minutes, number=2, reason=WITHIN, content={**first.content, "summary": f"{WITHIN}!"})
    Minutes.objects.filter(pk=minutes.pk).update(edition=2)
    left = OpenPoint.objects.create(minutes=minutes, point=point, text=WITHIN)
    amendment = Amendment.objects.create(minutes=minutes, point=point, by=member.user, text=WITHIN)
    return {
        "edition_number": 1,
        "action_id": mine.pk,
        "other_action_id": others.pk,
        "unpublished_id": unpublished.pk,
        "amendment_id": amendment.pk,
        "leftover": f"point-{left.pk}",
    }


def add_point(minutes: Minutes, canary: str) -> Point:
    """A point in its second version, with a decision and an action item; its first version told those who write."""
    group = minutes.meeting.group
    point = Point.objects.create(minutes=minutes, title=canary, exchanges=f"<p>{canary}</p>", version=2)
    Decision.objects.create(group=group, minutes=minutes, point=point, text=canary)
    ActionItem.objects.create(group=group, minutes=minutes, point=point, what=canary, owner_name=canary)
    before = {
        "title": AMONG,
        "presenter": "",
        "exchanges": f"<p>{AMONG}</p>",
        "decisions": [],
        "actions": [],
        "open": [],
    }
    PointRevision.objects.create(point=point, version=1, content=before)
    head = {"summary": AMONG, "writer": "", "writer_id": None, "next_on": "", "next_note": ""}
    HeadRevision.objects.create(minutes=minutes, version=1, content=head)
    return point


def add_file(member: Membership, name: str, folder: Folder) -> SharedFile:
    with arriving(blocks=[WITHIN.encode()], name=name) as arrived:
        return keep_file(member=member, arrived=arrived, folder=folder, on_same="", key=uuid.uuid4())


def add_preview(file: SharedFile) -> None:
    """A picture of the file; what it says is no picture, so that a leak is seen."""
    made = upload_dir() / uuid.uuid4().hex
    made.write_bytes(WITHIN.encode())
    sizes = {"size": len(WITHIN), "width": 1, "height": 1}
    Preview.objects.create(file=file, number=1, version_number=1, bytes_key=take(made), **sizes)


def add_gone(thread: Thread, member: Membership, **gone) -> int:
    """The number of a message of the member that only those who facilitate still read, with an earlier version."""
    post = PostFactory(thread=thread, author=member.user, body=f"<p>{AMONG}</p>", edited_at=timezone.now(), **gone)
    PostRevision.objects.create(post=post, body=f"<p>{AMONG}-avant</p>", written_at=timezone.now())
    return post.number


def loose_objects(people: dict[str, User]) -> dict:
    document = Document(title="Document public")
    document.file.save("public.txt", ContentFile(b"Bonjour"))
    session = UserSession.objects.create(
        user=people["member"], ip="127.0.0.1", user_agent="x", session_key=uuid.uuid4().hex
    )
    return {
        "document_id": document.pk,
        "document_filename": document.filename,
        "session_id": session.pk,
        "token": stop_token(people["member"]),
        "name": default_storage.save("images/public.png", ContentFile(b"PNG")).removeprefix("images/"),
        "pk": 1,
        "key": "x",
    }
