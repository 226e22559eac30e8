import pytest

from network.kit import throttle

pytestmark = pytest.mark.django_db


def test_allowed_counts_for_each_address(rf):
    here, there = rf.get("/"), rf.get("/", REMOTE_ADDR="10.0.0.9")
    assert [throttle.allowed(here, "test", "2/h/ip") for _ in range(3)] == [True, True, False]
    assert throttle.allowed(there, "test", "2/h/ip")
    assert throttle.allowed(here, "another", "2/h/ip")


def test_allowed_look_only_counts_nothing(rf):
    request = rf.get("/")
    assert all(throttle.allowed(request, "test", "1/h/ip", look_only=True) for _ in range(3))
    assert throttle.allowed(request, "test", "1/h/ip")
    assert not throttle.allowed(request, "test", "1/h/ip", look_only=True)


def test_allowed_does_not_believe_a_forwarded_address(rf):
    asked = [rf.get("/", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}") for n in range(2)]
    assert [throttle.allowed(request, "test", "1/h/ip") for request in asked] == [True, False]


def test_too_many_says_when_to_come_back(client, rf, outsider):
    request = rf.get("/")
    request.user = outsider
    response = throttle.too_many(request, seconds=60)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")


def test_allowed_counts_for_each_key(rf):
    request = rf.get("/")
    assert [throttle.allowed(request, "test", "1/h/key", key=key) for key in ("a", "a", "b")] == [True, False, True]
