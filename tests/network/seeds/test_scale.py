from io import StringIO

import pytest
from django.core.management import call_command

from groups.models import Group, Post, Thread
from network.people.models import User
from network.seeds.scale import Size, load_scale

pytestmark = pytest.mark.django_db


def test_scale_has_the_sizes_asked_and_sound_counters():
    load_scale(Size(groups=6, users=20, threads=30, posts=400, long_thread=60, files=20))
    assert [model.objects.count() for model in (Group, User, Thread, Post)] == [6, 20, 30, 400]
    assert Thread.objects.order_by("-post_count").first().posts.count() == 60
    for thread in Thread.objects.all():
        last = thread.posts.order_by("-number").first()
        assert (last.number, last.seq, last.author_id) == (thread.post_count, thread.last_seq, thread.last_author_id)
    assert all(group.memberships.filter(role="facilitator").count() == 1 for group in Group.objects.all())


def test_scale_command():
    said = StringIO()
    sizes = {"groups": 3, "users": 6, "threads": 6, "posts": 60, "long_thread": 10, "files": 5}
    call_command("seed_scale", **sizes, stdout=said)
    assert "60 posts in 6 threads" in said.getvalue()
