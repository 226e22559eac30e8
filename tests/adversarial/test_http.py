"""What every answer promises, whoever asks: headers, our own host, our own links, no change by GET, no stray file."""

import json
import uuid
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from groups.files.actions import arriving, create_folder, keep_file
from groups.meetings.models import (
    ActionItem,
    Amendment,
    Attendance,
    DatePoll,
    HeadRevision,
    Point,
    PointRevision,
    Series,
)
from groups.models import ScheduledThread
from groups.threads.models import Post
from tests.factories import (
    AgendaItemFactory,
    InvitationFactory,
    JoinRequestFactory,
    MeetingFactory,
    MinutesFactory,
    ReportFactory,
    ThreadFactory,
)

# Once is enough: what goes out around a page does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.slow]
PASSWORD = "une phrase assez longue"
OURS = ("", "testserver")


def meetings_inside(group):
    minutes = MinutesFactory(meeting=MeetingFactory(group=group), published=True)
    published = {"group": group, "minutes": minutes, "published_at": minutes.published_at}
    point = Point.objects.create(minutes=minutes, title="Un point", version=2)
    PointRevision.objects.create(point=point, version=1, content={})
    HeadRevision.objects.create(minutes=minutes, version=1, content={})
    return {
        "meeting_id": minutes.meeting.pk,
        "guest_id": Attendance.objects.create(meeting=minutes.meeting, is_guest=True, name="Une juriste").pk,
        "item_id": AgendaItemFactory(meeting=minutes.meeting).pk,
        "series_id": Series.objects.create(group=group, title="Comité").pk,
        "poll_id": DatePoll.objects.create(group=group, title="Quand").pk,
        "point_id": point.pk,
        "edition_number": 1,
        "action_id": ActionItem.objects.create(what="Relire", **published).pk,
        "amendment_id": Amendment.objects.create(minutes=minutes, text="Le 12").pk,
    }


@pytest.fixture
def inside(group, facilitator, member):
    """Everything that an address of the group may name."""
    thread = ThreadFactory(group=group, author=facilitator.user)
    folder = create_folder(member=facilitator, name="Dossier", parent=None, key=uuid.uuid4())
    with arriving(blocks=[b"Des mots."], name="Notice.txt") as arrived:
        file = keep_file(member=facilitator, arrived=arrived, folder=folder, on_same="", key=uuid.uuid4())
    return meetings_inside(group) | {
        "group_slug": group.slug,
        "thread_id": thread.pk,
        "post_number": 1,
        "membership_id": member.pk,
        "request_id": JoinRequestFactory(group=group).pk,
        "invitation_id": InvitationFactory(group=group).pk,
        "report_id": ReportFactory(post=thread.posts.get(number=1)).pk,
        "scheduled_id": ScheduledThread.objects.create(
            group=group, author=facilitator.user, title="Demain", body="<p>x</p>", publish_at=timezone.now()
        ).pk,
        "folder_id": folder.pk,
        "file_id": file.pk,
        "version_number": 1,
        "upload_key": uuid.uuid4(),
        "preview_number": 1,
        "token": "unknown-token",
        "session_id": 1,
        "key": "unknown-key",
        "uidb36": "1",
        "user_id": 1,
        "pk": 1,
    }


# HD-01: every class of answer carries the headers --------------------------------------------------------------


def by_get(path):
    return lambda client, inside: client.get(path.format(**inside))


def refused_form(client, inside):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    return strict.post(f"/groupes/{inside['group_slug']}/discussions/nouvelle/")


def too_large(client, inside):
    return client.generic("POST", "/compte/login/", b"", CONTENT_LENGTH="999999999")


def too_often(client, inside):
    for _ in range(40):
        response = Client().post("/compte/login/", {"login": "x@example.org", "password": "wrong"})
    return response


def foreign_host(client, inside):
    return client.get("/", headers={"host": "evil.example"})


def sign_in_page(client, inside):
    return Client().get("/compte/login/")


def to_sign_in(client, inside):
    return Client().get("/tableau-de-bord/")


ANSWERS = {
    "page of a member": (by_get("/groupes/{group_slug}/discussions/{thread_id}/"), 200),
    "page of a stranger": (sign_in_page, 200),
    "public page": (by_get("/groupes/"), 200),
    "fragment": (by_get("/groupes/{group_slug}/discussions/{thread_id}/nouveautes/?since=0"), 200),
    "json": (by_get("/groupes/{group_slug}/membres/suggestions/?q=c"), 200),
    "redirect": (to_sign_in, 302),
    "slash": (by_get("/groupes"), 301),
    "forbidden": (refused_form, 403),
    "not found": (by_get("/groupes/inconnu/"), 404),
    "too large": (too_large, 413),
    "too often": (too_often, 429),
    "foreign host": (foreign_host, 400),
    "static file": (by_get("/static/css/app.css"), 200),
    "missing static file": (by_get("/static/css/nothing.css"), 404),
    "administration": (by_get("/cms/"), 403),
    "sitemap": (by_get("/sitemap.xml"), 200),
    "alive": (by_get("/livez"), 200),
    "ready": (by_get("/readyz"), 200),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_class_of_answer_carries_the_headers(client, inside, facilitator, settings, name):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    client.force_login(facilitator.user)
    ask, status = ANSWERS[name]
    response = ask(client, inside)
    assert response.status_code == status
    words = {part.split()[0]: part.split()[1:] for part in response["Content-Security-Policy"].split(";")}
    assert words["object-src"] == ["'none'"]
    assert words["base-uri"] in (["'none'"], ["'self'"])
    assert words["frame-ancestors"] in (["'none'"], ["'self'"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert len(response["X-Request-ID"]) == 12
    assert not {"Server", "X-Powered-By"} & set(response.headers)
    response.close()


@pytest.mark.parametrize("path", ["/compte/login/", "/static/css/app.css", "/nowhere/", "/livez"])
def test_every_answer_over_https_asks_for_https_for_a_year(settings, path):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    response = Client().get(path, secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    response.close()


@pytest.mark.parametrize("path", ["/tableau-de-bord/", "/compte/", "/notifications/", "/groupes/", "/"])
def test_what_a_signed_in_person_sees_is_kept_by_nobody(client, member, path):
    client.force_login(member.user)
    response = client.get(path)
    assert response.status_code in {200, 302}
    assert {"private", "no-store"} <= {word.strip() for word in response["Cache-Control"].split(",")}
    assert "Cookie" in response["Vary"]


# HD-02: links are ours, whatever host was asked ------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "testserver.evil.example"},
        {"host": "user@testserver"},
        {"host": "testserver/evil"},
        {"host": "[::1]"},
        {"host": ""},
        {"host": "testserver,evil.example"},
        {"host": "testserver\x00evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/compte/login/", "/groupes", "/compte/password/reset/"])
def test_a_foreign_host_is_refused_before_anything_is_sent(client, member, path, headers):
    response = client.post(path, {"email": member.user.email}, headers=headers)
    assert response.status_code == 400
    assert "evil" not in response.content.decode()
    assert "Location" not in response
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["x-forwarded-host", "forwarded", "x-host", "x-forwarded-server", "x-original-host"])
def test_links_and_redirects_ignore_a_forwarded_host(client, name):
    response = client.get("/groupes", headers={name: "evil.example"})
    assert response["Location"] in {"/groupes/", "http://testserver/groupes/"}
    page = client.get("/compte/login/", headers={name: "evil.example"})
    assert "evil.example" not in page.content.decode()
    assert "evil.example" not in str(page.headers)


# HD-03: nothing changes without the form's own token ---------------------------------------------------------------


# Mail programs send it for a person who asked to hear no more: the token of the mail is what it shows (RFC 8058).
ONE_CLICK = {"activity:mail-stop", "groups:guest-stop"}


def views_with_post():
    """(name, URL pattern) of every address of ours that takes a POST, from the URLconf itself."""
    found = []

    def walk(resolver, namespaces, converters):
        for pattern in resolver.url_patterns:
            names = (*converters, *getattr(pattern.pattern, "converters", ()))
            if hasattr(pattern, "url_patterns"):
                walk(pattern, [*namespaces, pattern.namespace] if pattern.namespace else namespaces, names)
            elif pattern.name and takes_post(pattern.callback):
                found.append((":".join([*namespaces, pattern.name]), names))

    walk(get_resolver(), [], ())
    others = ("wagtail", "mfa_", "usersessions")
    return sorted({entry for entry in found if not entry[0].startswith(others) and entry[0] not in ONE_CLICK})


def takes_post(callback) -> bool:
    view = getattr(callback, "view_class", None)
    return view is not None and hasattr(view, "post") and not view.__module__.startswith(("wagtail.", "modelcluster."))


POSTS = views_with_post()


def test_there_are_addresses_to_test():
    names = {name for name, _ in POSTS}
    assert {"groups:thread-reply", "groups:member-remove", "account_login", "people:profile-edit"} <= names


def address(name, converters, inside):
    return reverse(name, kwargs={converter: inside[converter] for converter in converters if converter in inside})


def test_no_form_is_taken_without_its_token(facilitator, inside):
    before = Post.objects.count()
    answers = {}
    for name, converters in POSTS:
        client = Client(enforce_csrf_checks=True)
        client.force_login(facilitator.user)
        answers[name] = without_token(client, address(name, converters, inside))
    assert {name: found for name, found in answers.items() if found != [True] * 5} == {}
    assert Post.objects.count() == before


def without_token(client, url) -> list[bool]:
    """Whether each of five ways around the token is refused; the one by GET is a page like any other."""
    token = "t" * 32
    attempts = [
        client.post(url, {"body": "canary"}),
        client.post(url, {"body": "canary", "csrfmiddlewaretoken": token}),
        client.post(url, json.dumps({"body": "canary"}), content_type="text/plain"),
        client.get(url, {"body": "canary"}, headers={"x-http-method-override": "POST"}),
    ]
    client.cookies["csrf"] = token
    foreign = {"x-csrftoken": token, "origin": "http://evil.example"}
    attempts.append(client.post(url, {"body": "canary"}, headers=foreign))
    codes = [response.status_code for response in attempts]
    return [code < 500 if turn == 3 else code == 403 for turn, code in enumerate(codes)]


def test_the_same_form_with_its_token_is_taken(facilitator, inside):
    client = Client(enforce_csrf_checks=True)
    client.force_login(facilitator.user)
    client.cookies["csrf"] = "t" * 32
    url = reverse("groups:thread-reply", kwargs={name: inside[name] for name in ("group_slug", "thread_id")})
    headers = {"x-csrftoken": "t" * 32, "origin": "http://testserver"}
    response = client.post(url, {"body": "Bonjour.", "key": str(uuid.uuid4())}, headers=headers)
    assert response.status_code == 302
    assert Post.objects.filter(body__contains="Bonjour").exists()


# HD-04: nobody is sent elsewhere ------------------------------------------------------------------------------------

ELSEWHERE = [
    "http://evil.example", "https://evil.example/", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "http:evil.example",
    "http:/evil.example", "https:///evil.example", "http:\\\\evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", " //evil.example",
    "\t//evil.example", "\n//evil.example", "/\t/evil.example", "/\n/evil.example", "//evil.example/%2e%2e",
    "//evil%2Eexample", "http://testserver@evil.example", "http://testserver:80@evil.example/",
    "http://evil.example#testserver", "http://evil.example?testserver", "http://testserver.evil.example",
    "//testserver@evil.example", "http://[::1]/", "//[evil", "http://evil.example:80", "ftp://testserver/",
    "%2f%2fevil.example", "/%09/evil.example", "\x00//evil.example", "//evil\u3002example", "／／evil.example",
    "http://testserver\\@evil.example", "x:y//evil",
]  # fmt: skip


def login(path, user, name):
    client = Client()
    return client.post("/compte/login/", {"login": user.email, "password": PASSWORD, name: path})


def login_by_address(path, user, name):
    client = Client()
    form = {"login": user.email, "password": PASSWORD}
    return client.post("/compte/login/", form, query_params={name: path})


def logout(path, user, name):
    client = Client()
    client.force_login(user)
    return client.post("/compte/logout/", {name: path})


def language(path, user, name):
    return Client().post("/langue/", {"language": "en", name: path})


def language_by_referer(path, user, name):
    return Client().post("/langue/", {"language": "en"}, headers={"referer": path.strip()})


@pytest.mark.slow
@pytest.mark.parametrize("door", [login, login_by_address, logout, language, language_by_referer])
def test_nobody_is_sent_elsewhere(member, door):
    for path in ELSEWHERE:
        cache.clear()
        response = door(path, member.user, "next")
        assert response.status_code == 302, path
        target = response["Location"]
        assert urlsplit(target).netloc in OURS, path
        assert urlsplit(target).scheme in {"", "http"}, path
        assert not target.startswith(("//", "/\\", "\\")), path
        assert "\t" not in target
        assert "\n" not in target


@pytest.mark.parametrize("door", [login, logout, language])
def test_somebody_is_sent_where_they_were_going(member, door):
    assert door("/groupes/?page=2", member.user, "next")["Location"] == "/groupes/?page=2"


@pytest.mark.parametrize("name", ["return", "continue", "redirect", "url", "return_to", "redirect_to"])
def test_other_names_of_a_target_mean_nothing(member, name):
    assert "evil" not in login("http://evil.example", member.user, name)["Location"]


# HD-05 and EX-03 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"x-original-url": "/cms/"},
        {"x-rewrite-url": "/cms/"},
        {"remote-user": "personne@example.org"},
        {"x-forwarded-user": "personne@example.org"},
        {"x-accel-redirect": "/var/secret_key"},
        {"x-sendfile": "/etc/passwd"},
        {"x-http-method-override": "DELETE"},
        {"x-forwarded-proto": "https"},
    ],
)
def test_headers_of_a_proxy_are_not_believed(client, headers):
    usual, forged = client.get("/compte/"), client.get("/compte/", headers=headers)
    assert (forged.status_code, forged["Location"]) == (usual.status_code, usual["Location"])
    assert "X-Accel-Redirect" not in forged
    assert not forged.wsgi_request.is_secure()


CANARY = "CNRY-stray-file"
STRAY = [
    "/.git/config", "/.git/HEAD", "/.env", "/.ci/run", "/manage.py", "/requirements.txt", "/pyproject.toml",
    "/Makefile", "/Procfile", "/var/secret_key", "/var/traverse.sqlite3", "/traverse.sqlite3", "/traverse.sqlite3-wal",
    "/db.sqlite3", "/backup.zip", "/dump.sql", "/network/settings/production.py", "/static/", "/static/../manage.py",
    "/static/%2e%2e/manage.py", "/static/..%2fmanage.py", "/static/%252e%252e/manage.py", "/static//etc/passwd",
    "/static/js/ui.js.map", "/static/staticfiles.json", "/static/.collected", "/media/", "/media/original_images/",
    "/media/canary.txt", "/media/../var/secret_key", "/var/mail/", "/logs/error.log", "/debug.log",
    "/server-status", "/metrics", "/__debug__/", "/admin/", "/django-admin/", "/api/v2/pages/", "/phpinfo.php",
]  # fmt: skip


@pytest.mark.parametrize("path", STRAY)
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_stray_file_is_served(client, member, settings, path, signed_in):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "canary.txt").write_text(CANARY)
    if signed_in:
        client.force_login(member.user)
    response = client.get(path, follow=True)
    assert response.status_code == 404
    for secret in (CANARY, "DJANGO_SETTINGS_MODULE", "[core]", "root:", settings.SECRET_KEY):
        assert secret not in response.content.decode()


# DS-04: the published numbers hold, and nothing typed is lost -------------------------------------------------------


def test_the_twenty_first_message_in_five_minutes_comes_back_with_its_text(facilitator, inside):
    client = Client()
    client.force_login(facilitator.user)
    url = reverse("groups:thread-reply", kwargs={name: inside[name] for name in ("group_slug", "thread_id")})
    before = Post.objects.count()
    for number in range(20):
        assert client.post(url, {"body": f"Message {number}", "key": str(uuid.uuid4())}).status_code == 302
    key = str(uuid.uuid4())
    response = client.post(url, {"body": "Le vingt-et-unième, à ne pas perdre.", "key": key})
    assert (response.status_code, response["Retry-After"]) == (429, "300")
    assert "Le vingt-et-unième, à ne pas perdre." in response.content.decode()
    assert key in response.content.decode()
    assert Post.objects.count() == before + 20
    assert client.get(url.removesuffix("reponses/")).status_code == 200


def test_another_person_still_writes_while_one_is_held_back(facilitator, member, inside):
    url = reverse("groups:thread-reply", kwargs={name: inside[name] for name in ("group_slug", "thread_id")})
    answers = {}
    for person, times in ((facilitator, 21), (member, 1)):
        client = Client()
        client.force_login(person.user)
        answers[person] = [
            client.post(url, {"body": "Bonjour", "key": str(uuid.uuid4())}).status_code for _ in range(times)
        ]
    assert (answers[facilitator][-1], answers[member]) == (429, [302])
