"""What full pages of discussions weigh on the wire."""

import gzip

import pytest

from tests.factories import PostFactory, ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db
KB = 1024
TITLE = "Mobiliser les parents qui ne viennent plus aux rendez-vous du {}"


def weight(response) -> int:
    return len(gzip.compress(response.content, 6))


def words(*, about: int) -> str:
    return f"<p>{' '.join(f'mot{n}' for n in range(60))}{about}</p>"


def test_a_discussion_of_twenty_messages_is_light(member_client, group):
    thread = ThreadFactory(group=group, posts=0)
    for n in range(20):
        PostFactory(thread=thread, body=words(about=n), author=UserFactory(last_name=f"Nom{n}"))
    assert weight(member_client.get(thread.url)) <= 12 * KB


def test_a_list_of_twenty_five_unread_discussions_is_light(member_client, group):
    for n in range(25):
        author = UserFactory(last_name=f"Nom{n}")
        ThreadFactory(group=group, title=TITLE.format(n), author=author, tag_names=[f"Thème {n}", "Parents"], posts=2)
    answer = member_client.get(f"/groupes/{group.slug}/discussions/")
    assert answer.text.count("Mobiliser les parents") == 25
    assert weight(answer) <= 8 * KB
