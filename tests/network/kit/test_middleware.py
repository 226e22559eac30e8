import logging

import pytest
from django.http import HttpResponse

from network.kit import middleware
from network.kit.middleware import PrivateCacheMiddleware, RequestIdMiddleware, SecurityHeadersMiddleware

ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def answer(**headers):
    return lambda request: HttpResponse(
        "ok", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_request_id_is_new_each_time_and_ignores_the_one_sent(rf):
    seen = []
    layer = RequestIdMiddleware(lambda request: seen.append(request.id) or HttpResponse())
    responses = [layer(rf.get("/", headers={"x-request-id": "chosen"})) for _ in range(2)]
    assert [response["X-Request-ID"] for response in responses] == seen
    assert len({*seen, "chosen"}) == 3


@pytest.mark.django_db
def test_request_id_logs_the_pattern_of_the_address_never_the_address(client, member, caplog):
    client.force_login(member.user)
    with caplog.at_level(logging.INFO, "traverse.request"):
        client.get("/invitation/a-token-of-the-mail/?secret=1")
    (record,) = [record for record in caplog.records if record.name == "traverse.request"]
    line = record.getMessage()
    assert "invitation/<str:token>/" in line
    assert f"user={member.user_id}" in line
    assert "a-token-of-the-mail" not in line
    assert "secret" not in line


@pytest.mark.django_db
def test_request_id_says_nothing_of_static_files_and_probes(client, caplog):
    with caplog.at_level(logging.INFO, "traverse.request"):
        assert client.get("/livez").content == b"alive\n"
        client.get("/static/css/app.css").close()
    assert caplog.text == ""


def test_security_headers_on_every_answer(rf):
    response = SecurityHeadersMiddleware(answer())(rf.get("/groupes/"))
    assert {name: response[name] for name in ALWAYS} == ALWAYS
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


def test_security_headers_of_the_cms_are_looser_but_hold(rf):
    response = SecurityHeadersMiddleware(answer())(rf.get("/cms/pages/"))
    assert {name: response[name] for name in ALWAYS} == ALWAYS
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "object-src 'none'" in response["Content-Security-Policy"]


def test_security_headers_leave_those_of_the_view(rf):
    layer = SecurityHeadersMiddleware(answer(Content_Security_Policy="sandbox", Referrer_Policy="no-referrer"))
    response = layer(rf.get("/documents/1/a.pdf"))
    assert (response["Content-Security-Policy"], response["Referrer-Policy"]) == ("sandbox", "no-referrer")


def test_security_headers_of_a_preview_are_those_of_the_site_in_our_own_frame(rf):
    inner = SecurityHeadersMiddleware(answer())

    def preview(request):
        dummy = rf.get("/une-page/")
        dummy.is_dummy = True
        response = inner(dummy)
        assert "Content-Security-Policy" not in response
        return response

    response = SecurityHeadersMiddleware(preview)(rf.get("/cms/pages/3/edit/preview/"))
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_security_headers_name_the_nonce_that_a_page_used(rf):
    layer = SecurityHeadersMiddleware(lambda request: HttpResponse(f"<script nonce={request.csp_nonce}>"))
    response = layer(rf.get("/"))
    nonce = response.content.decode().partition("nonce=")[2].rstrip(">")
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]


class Session:
    def __init__(self, *, modified=False):
        self.modified = modified


@pytest.mark.parametrize(
    ("cookies", "modified", "kept_by_nobody"),
    [({}, False, False), ({"sid": "x"}, False, True), ({}, True, True), ({"theme": "dark"}, False, False)],
)
def test_private_cache_when_there_is_a_session(rf, cookies, modified, kept_by_nobody):
    request = rf.get("/")
    request.COOKIES, request.session = cookies, Session(modified=modified)
    response = PrivateCacheMiddleware(answer())(request)
    assert (response.get("Cache-Control") == "private, no-store") is kept_by_nobody
    assert "Cookie" in response["Vary"]


def test_private_cache_leaves_what_the_view_said(rf):
    request = rf.get("/")
    request.COOKIES, request.session = {"sid": "x"}, Session()
    response = PrivateCacheMiddleware(answer(Cache_Control="private, max-age=60"))(request)
    assert response["Cache-Control"] == "private, max-age=60"


def test_door_of_a_request_that_matched_nothing(rf):
    assert middleware._door(rf.get("/")) == "/- user=-"
