"""Bytes given out whole or in part, through a view or by the proxy, and nothing else."""

import logging

import pytest
from django.test import RequestFactory

from network.kit import private_files
from network.kit.errors import Away
from network.kit.logs import LineFormatter
from network.kit.private_files import answer
from tests.network.kit.private_files.conftest import WORDS, keep


def asking(method="GET", **headers):
    return RequestFactory().generic(
        method, "/", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def ask(key, method="GET", **headers):
    request = asking(method, **headers)
    return private_files.serve(request, key, name="Notice.txt", content_type="text/plain", etag="abc")


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_all_of_it(key):
    response = ask(key)
    assert (response.status_code, body(response)) == (200, WORDS)
    assert (response["Content-Length"], response["Accept-Ranges"], response["ETag"]) == ("100", "bytes", '"abc"')


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-9", (0, 9)),
        ("bytes=90-", (90, 99)),
        ("bytes=95-500", (95, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=-500", (0, 99)),
    ],
)
def test_one_part_of_it(key, asked, given):
    response = ask(key, range=asked)
    first, last = given
    assert body(response) == WORDS[first : last + 1] and response["Content-Length"] == str(last - first + 1)
    if given != (0, 99):
        assert (response.status_code, response["Content-Range"]) == (206, f"bytes {first}-{last}/100")


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=5-1", "bytes=-0"])
def test_a_part_that_is_not_there(key, asked):
    response = ask(key, range=asked)
    assert (response.status_code, response["Content-Range"], body(response)) == (416, "bytes */100", b"")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "bytes=٣-", "x" * 5000])
def test_what_is_no_part_gives_all_of_it(key, asked):
    assert body(ask(key, range=asked)) == WORDS


def test_a_download_that_was_cut_goes_on_only_when_nothing_changed(key):
    assert body(ask(key, range="bytes=90-", if_range='"abc"')) == WORDS[90:]
    assert body(ask(key, range="bytes=90-", if_range='"other"')) == WORDS


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"other", "abc"', 'W/"x",W/"abc"', "*"])
def test_who_has_it_already_gets_nothing(key, known):
    response = ask(key, if_none_match=known)
    assert (response.status_code, body(response), response["ETag"]) == (304, b"", '"abc"')


@pytest.mark.parametrize("known", ['"other"', 'W/"other", "abcd"', "abc", '"*"', ""])
def test_who_has_another_one_gets_all(key, known):
    assert body(ask(key, if_none_match=known)) == WORDS


def test_a_form_gets_its_answer_whatever_one_has(key):
    assert body(ask(key, "POST", if_none_match='"abc"')) == WORDS


def test_who_asks_about_it_gets_no_byte(key, monkeypatch):
    monkeypatch.setattr(answer.Part, "_read", lambda _part: pytest.fail("read"))
    for headers in ({}, {"range": "bytes=90-"}):
        response = ask(key, "HEAD", **headers)
        assert (response.status_code, body(response), response["Content-Length"]) == (200, b"", "100")
        assert "attachment" in response["Content-Disposition"]


@pytest.mark.django_db
def test_a_long_file_comes_whole_and_is_closed(monkeypatch):
    monkeypatch.setattr(answer, "BLOCK", 7)
    key = keep()
    response = ask(key)
    assert body(response) == WORDS
    left = ask(key)
    next(iter(left.streaming_content))
    left.close()
    with pytest.raises(ValueError, match="closed file"):
        body(left)


# What is counted -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "headers", "counted"),
    [
        ("POST", {}, True),
        ("POST", {"range": "bytes=0-"}, True),
        ("POST", {"range": "bytes=0-9"}, True),
        ("POST", {"range": "bytes=10-"}, False),
        ("POST", {"range": "bytes=05-9"}, False),
        ("POST", {"range": "bytes=-5"}, False),
        ("POST", {"range": "bytes=500-"}, False),
        ("HEAD", {}, False),
        ("GET", {"if_none_match": '"abc"'}, False),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/_kept/"])
def test_a_download_begins_with_its_first_byte(key, settings, method, headers, counted, prefix):
    settings.X_ACCEL_PREFIX = prefix
    response = ask(key, method, **headers)
    begins = private_files.begins(asking(method, **headers), response)
    body(response)
    if (prefix, headers.get("range")) != ("/_kept/", "bytes=500-"):
        assert begins is counted


# Faults ---------------------------------------------------------------------------


def lost(client, member, key):
    """A request of somebody who is signed in, as views hand it over."""
    request = client.get("/tableau-de-bord/").wsgi_request
    return private_files.serve(request, key, name="Été.txt", content_type="text/plain", etag="abc")


@pytest.mark.django_db
def test_bytes_that_are_gone_are_said_to_people_and_to_the_log(member_client, member, key, caplog):
    private_files.delete(key)
    with caplog.at_level(logging.ERROR, "traverse.files"):
        response = lost(member_client, member, key)
    page = response.text.replace("\u00a0", " ")
    assert response.status_code == 410 and "Content-Disposition" not in response
    assert "« Été.txt »" in page and "animent le groupe" in page
    assert f"begins with {key[:8]}" in LineFormatter().format(caplog.records[-1]) and key not in page


@pytest.mark.django_db
def test_bytes_out_of_reach_are_said_to_come_back(member_client, member, key, monkeypatch):
    def away(_key):
        raise Away("x")

    monkeypatch.setattr(answer, "opened", away)
    response = lost(member_client, member, key)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "n’est pas perdu" in response.text and "Content-Disposition" not in response


@pytest.mark.django_db
def test_a_place_that_fails_at_the_first_byte_does_so_before_the_answer_begins(member_client, member, key, monkeypatch):
    def away(_part):
        raise Away("x")

    monkeypatch.setattr(answer.Part, "_read", away)
    assert "n’est pas perdu" in lost(member_client, member, key).text


# Through the proxy -----------------------------------------------------------------


@pytest.fixture
def prefix(settings):
    settings.X_ACCEL_PREFIX = "/_kept/"


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=90-"}, {"range": "bytes=500-"}])
def test_the_proxy_sends_it_and_cuts_it(prefix, key, headers):
    response = ask(key, **headers)
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/_kept/{key[:2]}/{key[2:4]}/{key}"
    assert "Content-Range" not in response and response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="Notice.txt"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_proxy_is_not_sent_after_what_is_gone(prefix, member_client, member, key):
    private_files.delete(key)
    response = lost(member_client, member, key)
    assert response.status_code == 410 and "X-Accel-Redirect" not in response
