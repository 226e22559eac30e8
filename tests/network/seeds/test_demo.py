from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from groups.meetings.models import ActionItem, DatePoll, Meeting, Minutes
from groups.models import (
    Attachment,
    FileVersion,
    Group,
    LogLine,
    Membership,
    Post,
    Reaction,
    Report,
    SharedFile,
    Thread,
)
from groups.spaces.models import Draft
from groups.threads.enums import Act, ReactionKind
from groups.threads.models import Acknowledgement, ReadMarker, ScheduledThread
from network.kit import private_files
from network.kit.file_types import check
from network.people.models import User
from network.seeds.demo import load_demo
from network.seeds.dump import dump

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once: what a test does to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return loaded


def test_demo_is_all_there_and_of_this_week(demo):
    assert demo
    assert [model.objects.count() for model in (Group, User, Thread, Post)] == [9, 24, 15, 66]
    assert Thread.objects.latest("last_post_at").last_post_at > timezone.now() - timedelta(days=7)
    assert not Thread.objects.filter(last_post_at__gt=timezone.now()).exists()
    for group in Group.objects.all():
        assert group.member_count == group.memberships.count()
        seqs = list(Post.objects.filter(group=group).order_by("thread", "number").values_list("seq", flat=True))
        assert len(set(seqs)) == len(seqs) and max(seqs, default=0) == group.last_seq
    for thread in Thread.objects.all():
        shown = thread.posts.filter(deleted_at=None, hidden_at=None)
        by_others = shown.exclude(author=thread.author)
        assert (thread.message_count, thread.reply_count) == (shown.count(), by_others.count())


def test_demo_shows_what_discussions_can_do(demo):
    assert Thread.objects.filter(kind="question").exclude(answer=None).count() == 2
    for announcement in Thread.objects.filter(kind="announcement"):
        assert 0 < announcement.acknowledgements.count() < announcement.group.member_count - 1
    acts = set(LogLine.objects.values_list("act", flat=True))
    assert acts == {Act.MOVE, Act.SPLIT, Act.REPORT, Act.HIDE, Act.DUPLICATE}
    assert Report.objects.get().state == "pending"
    assert {kind for kind in ReactionKind.values if Reaction.objects.filter(kind=kind).exists()} == set(ReactionKind)
    (moved,) = Thread.objects.filter(title__startswith="Passer le relais")
    assert moved.group.slug == "referents-de-parcours-pre" and len(moved.tag_names) == 3
    assert Post.objects.filter(body__contains="<blockquote data-quote=").count() == 1
    assert Post.objects.exclude(edited_at=None).count() == Post.objects.exclude(hidden_at=None).count() == 1
    assert Thread.objects.get(duplicate_of__isnull=False).is_locked
    assert ScheduledThread.objects.get().publish_at > timezone.now() + timedelta(days=1)
    assert Draft.objects.get().membership.user.first_name == "Isabelle"


def test_demo_people_have_read_what_they_answered_and_acknowledged(demo):
    acknowledged = Acknowledgement.objects.select_related("membership__group", "thread")
    assert acknowledged
    for said in acknowledged:
        assert read_by(said.membership, said.thread) >= said.thread.last_seq
    for post in Post.objects.filter(author__memberships__group=F("group")).select_related("thread"):
        membership = Membership.objects.get(group=post.group_id, user=post.author_id)
        assert read_by(membership, post.thread) >= post.seq
        assert membership.read_markers.exists()


def read_by(membership, thread):
    return ReadMarker.objects.get(membership=membership, thread=thread).seq


def test_demo_shows_files_of_true_types_with_versions(demo):
    assert SharedFile.objects.filter(folder__name="Pièces jointes").count() >= 5
    note = SharedFile.objects.get(name="Note information familles.odt")
    assert (note.version_count, note.created_by.first_name) == (2, "Aminata")
    assert SharedFile.objects.filter(pinned=True).exists()
    assert list(SharedFile.objects.filter(state="quarantined").values_list("family", flat=True)) == ["text"]
    assert {"image", "sheet", "text", "pdf"} <= set(SharedFile.objects.values_list("family", flat=True))
    numbers = Attachment.objects.filter(file=note).order_by("post__number").values_list("post__number", flat=True)
    assert list(numbers) == [1, 5] and Attachment.objects.count() >= 7
    for version in FileVersion.objects.select_related("file"):
        assert check(private_files.path_of(version.bytes_key), version.file.name)


def test_demo_shows_meetings_in_every_state(demo):
    rows = Minutes.objects.select_related("meeting")
    states = [minutes.state for minutes in rows.order_by("meeting__starts_at")]
    assert states == ["approved", "approved", "approved", "approved", "published", "draft"]
    assert Meeting.objects.filter(starts_at__gt=timezone.now()).count() == 2
    assert rows.get(edition=2).editions.count() == 2
    published = rows.get(state="published")
    assert published.amend_until > timezone.now() and published.amendments.filter(state="pending").exists()
    assert {file.file.name for file in published.meeting.files.all()} >= {"Clauses types 2015.odt"}
    assert not ActionItem.objects.filter(minutes__state="draft", published_at__isnull=False).exists()
    asked = Meeting.objects.get(convened_at__isnull=False, starts_at__gt=timezone.now())
    assert set(asked.attendances.values_list("reply", flat=True)) == {"yes", "excused", ""}
    assert asked.items.filter(state="proposed").exists()
    assert {poll.options.count() for poll in DatePoll.objects.all()} == {3}


def test_demo_a_second_time_changes_nothing(demo):
    before = dump()
    assert not load_demo()
    assert dump() == before
