import pytest
from django.utils import timezone

from groups.files.models import SharedFile
from groups.files.queries import files_to_choose
from groups.spaces.access import Passage
from groups.threads import actions, queries
from groups.threads.models import Attachment, Post
from tests.factories import GroupFactory, MembershipFactory, PostFactory
from tests.groups.threads.conftest import CANARY

pytestmark = pytest.mark.django_db


def passage(membership):
    return Passage.of(membership)


@pytest.fixture
def post(member, thread, reply, bring):
    return reply(thread, member, attached=[bring(member, name).pk for name in ("Un.txt", "Deux.pdf.txt")])


@pytest.fixture
def moved(facilitator, member, post):
    """The discussion went to another group, its files stayed; the membership of somebody there who is nowhere else."""
    there = MembershipFactory(group=GroupFactory(slug="autre", short_name="Autre"), user=facilitator.user)
    type(there).objects.update(role="facilitator")
    thread = post.thread
    thread.group = facilitator.group
    actions.move_thread(thread=thread, by=facilitator, to=there.group)
    return MembershipFactory(group=there.group)


def test_files_of_posts_are_plain_and_in_order_in_one_query(member, post, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.files_of_posts([post.pk], passage(member))[post.pk]
    assert [file.name for file in found] == ["Un.txt", "Deux.pdf.txt"]
    assert {(file.family, file.size) for file in found} == {("text", 9)}
    assert found[0].url == f"/groupes/{member.group.slug}/fichiers/{found[0].pk}/"
    with django_assert_num_queries(0):
        assert queries.files_of_posts([], passage(member)) == {}


def test_names_are_those_of_now(member, post):
    SharedFile.objects.filter(name="Un.txt").update(name="Autre nom.txt")
    assert queries.files_of_posts([post.pk], passage(member))[post.pk][0].name == "Autre nom.txt"


def test_what_may_not_go_out_says_so_and_is_not_offered(client, member, post):
    SharedFile.objects.filter(name="Un.txt").update(state="quarantined")
    held = [file.held for file in queries.files_of_posts([post.pk], passage(member))[post.pk]]
    assert held == ["En quarantaine", ""]
    client.force_login(member.user)
    page = client.get(post.thread.url).text.split(f'id="m{post.number}"')[1].split("post__foot")[0]
    assert page.count("/telechargement/") == 1 and "En quarantaine" in page
    assert [file.name for file in files_to_choose(member.group, "")] == ["Deux.pdf.txt"]


def test_files_of_another_group_are_cards_without_a_name(facilitator, moved, post):
    mine = facilitator.user.memberships.get(group=moved.group)
    both = queries.files_of_posts([post.pk], passage(mine))[post.pk]
    only = queries.files_of_posts([post.pk], passage(moved))[post.pk]
    entry = queries.files_of_posts([post.pk], Passage(moved.group, None))[post.pk]
    assert [file.name for file in both] == ["Un.txt", "Deux.pdf.txt"]
    assert [file[1:] for file in only] == [("", "", 0, "", "")] * 2 == [file[1:] for file in entry]


def test_files_named_leaves_out_what_the_writer_may_not_read(member, post, moved, secret_file):
    ids = [use.file_id for use in Attachment.objects.filter(post=post)]
    assert [file.name for file in queries.files_named([ids[1], secret_file.pk, ids[0]], member)] == [
        "Deux.pdf.txt",
        "Un.txt",
    ]
    assert queries.files_named(ids, moved) == []
    assert [file.name for file in queries.files_named(ids, moved, already=ids[:1])] == [""]


def test_places_are_those_that_the_reader_reads(member, facilitator, author, thread, reply, bring, post):
    file = Attachment.objects.filter(post=post).first().file
    hidden = reply(thread, author, attached=[file.pk])
    deleted = reply(thread, author, attached=[file.pk])
    assert len(queries.places_of_file(passage(member), file.pk)) == 3
    actions.hide_post(post=hidden, by=facilitator, statement="x")
    Post.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    (place,) = queries.places_of_file(passage(member), file.pk)
    assert (place.title, place.note) == ("Mobiliser les parents", "Claire Vasseur") and f"#m{post.number}" in place.url


def test_places_in_another_group_are_for_its_members(member, facilitator, moved, post):
    file = Attachment.objects.filter(post=post).first().file
    assert queries.places_of_file(passage(member), file.pk) == []
    assert queries.places_of_file(Passage(member.group, None), file.pk) == []
    (place,) = queries.places_of_file(passage(facilitator), file.pk)
    assert "Autre" in place.note and place.url.startswith("/groupes/autre/")


def test_thread_files_are_each_once_and_of_messages_that_are_read(member, author, thread, reply, bring, post, moved):
    thread.refresh_from_db()
    assert list(queries.thread_files(thread, passage(moved))) == []
    assert queries.weight_of(queries.thread_files(thread, passage(moved))) == {"count": 0, "size": 0, "held": 0}


def test_thread_files_without_what_is_gone(member, author, thread, reply, post):
    file = Attachment.objects.filter(post=post).first().file
    reply(thread, author, attached=[file.pk])
    assert queries.weight_of(queries.thread_files(thread, passage(member))) == {"count": 2, "size": 18, "held": 0}
    assert [use.file.name for use in queries.thread_files_for_page(thread, passage(member))] == [
        "Un.txt",
        "Deux.pdf.txt",
        "Un.txt",
    ]
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())
    assert queries.weight_of(queries.thread_files(thread, passage(member))) == {"count": 1, "size": 9, "held": 0}


def test_names_told_are_those_of_the_message_in_its_group(post, moved):
    assert queries.names_told(Post.objects.get(pk=post.pk)) == []
    Post.objects.filter(pk=post.pk).update(group=Attachment.objects.first().file.group, seq=10**6)
    assert queries.names_told(Post.objects.get(pk=post.pk)) == ["Un.txt", "Deux.pdf.txt"]


def test_files_held_knows_every_message(member, facilitator, post, secret_file, secret_thread):
    Attachment.objects.create(post=PostFactory(thread=secret_thread), file=secret_file, place=0)
    ids = [use.file_id for use in Attachment.objects.all()]
    assert queries.files_held([*ids, 2**60]) == set(ids)
    assert CANARY not in str(queries.files_of_posts([post.pk], passage(member)))
