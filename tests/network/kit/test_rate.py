import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse

from network.kit import rate
from network.kit.rate import LIMITS, Limit, limited
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_a_minute(monkeypatch):
    cache.clear()
    monkeypatch.setitem(rate.LIMITS, "posts", Limit(2, 300))


@pytest.fixture
def send(rf):
    view = limited("posts")(lambda request: HttpResponse("done"))

    def call(user=None, method="post", **fields):
        request = getattr(rf, method)("/groupes/a/?x=1", fields)
        request.user = user or AnonymousUser()
        return view(request)

    return call


def test_limited_counts_each_person_apart(send):
    first, second = UserFactory(), UserFactory()
    assert [send(first).status_code for _ in range(3)] == [200, 200, 429]
    assert send(second).content == b"done"


def test_limited_counts_strangers_by_address(send):
    assert [send().status_code for _ in range(3)] == [200, 200, 429]


def test_limited_counts_reading_only_when_asked(send, rf):
    assert [send(method="get").status_code for _ in range(4)] == [200] * 4
    view = limited("posts", reads=True)(lambda request: HttpResponse("done"))
    request = rf.get("/")
    request.user = AnonymousUser()
    assert [view(request).status_code for _ in range(3)] == [200, 200, 429]


def test_limited_gives_back_what_was_typed_and_says_when_to_return(send):
    person = UserFactory()
    text = "Une <b>longue</b> réponse. " * 5
    for _ in range(2):
        send(person)
    response = send(person, body=text, key="5f2c", csrfmiddlewaretoken="secret", password="canary-password")
    page = response.content.decode()
    assert response["Retry-After"] == "300"
    assert "Une &lt;b&gt;longue&lt;/b&gt; réponse." in page
    assert '<input type="hidden" name="key" value="5f2c">' in page
    assert 'action="/groupes/a/?x=1"' in page
    assert "canary-password" not in page
    assert 'value="secret"' not in page


def test_limited_shows_what_the_editor_made_as_its_author_saw_it_and_nothing_more(send):
    person = UserFactory()
    for _ in range(2):
        send(person)
    page = send(person, body="<p>Un <strong>mot</strong><script>x</script></p>", body_format="html").content.decode()
    assert "<p>Un <strong>mot</strong></p>" in page
    assert "<script>x" not in page
    assert 'name="body" value="&lt;p&gt;Un &lt;strong&gt;mot' in page


def test_limited_uses_the_counter_of_the_shared_cache_when_it_has_one(send, monkeypatch):
    asked = []
    monkeypatch.setattr(cache._connections[cache._alias], "hit", lambda *a: asked.append(a) or 1, raising=False)
    person = UserFactory()
    assert send(person).content == b"done"
    assert asked == [(f"rate:posts:user:{person.pk}", 300)]


def test_limits_are_all_positive():
    assert all(limit.amount > 0 and limit.seconds > 0 for limit in LIMITS.values())
