import pytest
from django.db import IntegrityError, transaction

from groups.threads.models import Post, Thread, page_of, read_floor_of
from tests.factories import PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("number", "page"), [(1, 1), (20, 1), (21, 2), (40, 2), (2000, 100)])
def test_twenty_posts_make_a_page(number, page):
    assert page_of(number) == page
    assert Post(number=number).page == page


def test_last_page():
    assert [Thread(post_count=count).last_page for count in (0, 1, 20, 21)] == [1, 1, 1, 2]


def test_addresses(group):
    thread = ThreadFactory(group=group, posts=21)
    first, last = thread.posts.get(number=1), thread.posts.get(number=21)
    assert thread.url == f"/groupes/{group.slug}/discussions/{thread.pk}/"
    assert first.url == f"{thread.url}#m1"
    assert last.url == f"{thread.url}?page=2#m21"
    assert (thread.target, str(thread)) == (f"thread:{thread.pk}", thread.title)


def test_a_number_is_given_once_a_thread(thread):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(thread=thread, number=1, seq=99, group=thread.group, body="x")
    PostFactory(thread=thread)
    assert list(thread.posts.values_list("number", flat=True).order_by("number")) == [1, 2]


def test_a_sequence_is_given_once_a_group(thread):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(thread=thread, number=2, seq=thread.last_seq, group=thread.group, body="x")
    assert thread.posts.count() == 1


def test_read_floor_has_a_horizon(member):
    member.read_floor, member.group.last_seq = 12, 500
    assert read_floor_of(member) == 12
    member.group.last_seq = 5000
    assert read_floor_of(member) == 4000
