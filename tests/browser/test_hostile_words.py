"""Hostile words in every field that people fill, looked at by every role in a real browser: nothing runs.

XS-01. The words are sent through the forms as their writers would send them, raw HTML of the editor included, and the
pages, lists, toasts, menus and live insertions that show them are opened in Chromium under the policy of the site.
"""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Group, JoinRequest, Report, ScheduledThread, SharedFile, Thread
from groups.spaces.enums import Entry, Role
from home.pages.actions.seed import seed_site
from tests.adversarial.payloads import PAYLOADS, Skeleton
from tests.cms import administrator, editor
from tests.cms import enter as second_factor
from tests.factories import GroupFactory, MembershipFactory, ThreadFactory, UserFactory
from tests.home.trees import add_page
from tests.worker import run_tasks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite,  # once is enough: what a browser runs does not depend on the database
]
# Two at a time: what is cut short keeps the first, or the last. The cleaner gets each alone in `test_clean_html.py`.
SAID = [f"{one} {other}" for one, other in zip(PAYLOADS[::2], PAYLOADS[1::2], strict=True)]
PARTS = [SAID[start::2] for start in range(2)]
# Whatever the policy of the site refuses stands in the console, but for that the page must live long enough.
STRANGE = """() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]
  .filter(({ name, value }) => name.startsWith("on") || name === "srcdoc"
    || /^(href|src|action|formaction|xlink:href)$/.test(name) && /^\\W*(javascript|data|vbscript):/i.test(value))
  .map(({ name, value }) => `${element.tagName} ${name}=${value}`))"""


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


class World:
    """A group whose people, discussions, requests, reports and reasons each say one of `words`, and groups, people
    and public pages of those names.
    """

    def __init__(self, words: list[str], home):
        self.words = words
        self.group = GroupFactory(name="Groupe", entry=Entry.REQUEST)
        self.base = f"/groupes/{self.group.slug}/"
        self.room = f"{self.base}discussions/"
        self.facilitator = MembershipFactory(group=self.group, role=Role.FACILITATOR)
        self.boss = signed_in(self.facilitator.user)
        self.shared = ThreadFactory(group=self.group, author=self.facilitator.user, title="Toutes les voix")
        self.writers, self.pages = [], []
        for number, said in enumerate(words):
            self.person_says(said)
            self.outsider_says(said)
            self.facilitator_says(said, number)
            self.pages.append(add_page(home, title=said, slug=f"page-{number}", intro=said))
            self.pages[-1].save_revision().publish()
        run_tasks()
        for membership, said in self.writers:  # each would tell all the others: nobody is told of these
            path = f"{self.shared.url}reponses/"
            self.send(signed_in(membership.user), path, body=f"<p>Voilà.</p>{said}", body_format="html")

    def send(self, client: Client, path: str, **fields) -> None:
        answer = client.post(path, {"key": str(uuid.uuid4()), **fields})
        assert answer.status_code == 302, (path, answer.status_code, answer.text[:3000])

    def person_says(self, said: str) -> None:
        membership = MembershipFactory(group=self.group)
        client = signed_in(membership.user)
        named = {
            "first_name": said[:60],
            "last_name": said[-60:],
            "function": said[:120],
            "organisation": said[:160],
            "bio": said,
        }
        self.send(client, "/compte/fiche/", **named, language="fr", shows_presence="on")
        told = {
            "title": said[:160],
            "tags": said[:40],
            "kind": "question",
            "body": f"<p>Bonjour.</p>{said}",
            "body_format": "html",
        }
        self.send(client, f"{self.room}nouvelle/", **told)
        report = {"reason": "other", "details": said, "good_faith": "on"}
        self.send(client, f"{self.shared.url}messages/1/signalement/", **report)
        draft = {"name": "thread-new", "title": said, "body": said, "body_format": "html", "key": str(uuid.uuid4())}
        assert client.post(f"{self.room}brouillons/", draft).status_code < 300
        self.files_say(client, said)
        self.writers.append((membership, said))

    def files_say(self, client: Client, said: str) -> None:
        given = SimpleUploadedFile(f"{said} mots.txt", f"Des mots, {said}".encode())
        self.send(client, f"{self.base}fichiers/depot/", files=given, on_same="both")
        file = SharedFile.objects.latest("id")
        about = {"name": f"{said} {len(self.writers)} bis.txt", "description": said, "folder": ""}
        self.send(client, f"{self.base}fichiers/{file.pk}/modification/", **about)
        again = SimpleUploadedFile("v2.txt", b"Encore.")
        self.send(client, f"{self.base}fichiers/{file.pk}/versions/", file=again, comment=said)
        self.send(client, f"{self.base}fichiers/dossiers/nouveau/", name=said[:80], parent="")

    def outsider_says(self, said: str) -> None:
        person = UserFactory(first_name=said[:60], last_name=said[-60:])
        self.send(signed_in(person), f"{self.base}demande/", message=said)

    def facilitator_says(self, said: str, number: int) -> None:
        own = Thread.objects.filter(group=self.group).latest("id")
        self.send(self.boss, f"{own.url}reponses/", body=f"<p>Oui.</p>{said}", body_format="html")
        self.send(signed_in(self.writers[-1][0].user), f"{own.url}reponses/", body=said)
        self.send(self.boss, f"{own.url}messages/3/masquage/", statement=said)
        self.send(self.boss, f"{own.url}messages/1/reactions/", reaction="thanks:on")
        later = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
        told = {"title": said[:160], "tags": said[-40:], "kind": "announcement", "body": said, "publish_at": later}
        self.send(self.boss, f"{self.room}nouvelle/", **told)
        address = f"invitee{number}@example.org"
        assert self.boss.post(
            f"{self.base}animation/invitations/", {"addresses": address, "role": "member", "message": said}
        )
        called = GroupFactory(
            name=said, short_name=said[:40], abbreviation=said[:2], audience=said, description=said, meets=said
        )
        MembershipFactory(group=called, user=self.facilitator.user, role=Role.FACILITATOR)
        MembershipFactory(group=called)
        version = self.boss.get(f"/groupes/{called.slug}/animation/accueil/").context["form"]["version"].value()
        self.send(
            self.boss, f"/groupes/{called.slug}/animation/accueil/", body=said, body_format="html", version=version
        )

    def for_facilitator(self) -> list[str]:
        """Lists and forms that show all the words at once."""
        room, base = self.room, self.base
        paths = [base, f"{base}membres/", f"{base}animation/", f"{base}animation/invitations/", room, f"{room}?page=2"]
        paths += [f"{room}filtres/", f"{room}signalements/", f"{room}programmees/", f"{room}nouvelle/"]
        paths += [self.shared.url, f"{self.shared.url}?page=2", f"{self.shared.url}?quote=2", "/tableau-de-bord/"]
        paths += [f"{self.shared.url}{name}/" for name in ("fusion", "doublon", "separation", "deplacement")]
        paths += [f"{base}fichiers/", f"{base}fichiers/dossiers/nouveau/"]
        return [*paths, "/notifications/", "/groupes/", f"{base}membres/suggestions/?q="]

    def for_each(self) -> list[list[str]]:
        """For each of the words, the pages of the facilitator that show these words alone, in the same order."""
        own = Thread.objects.filter(group=self.group).exclude(pk=self.shared.pk).order_by("id")
        asked, reports = JoinRequest.objects.order_by("id"), Report.objects.order_by("id")
        waiting = ScheduledThread.objects.order_by("id")
        files = SharedFile.objects.order_by("id")
        named = Group.objects.exclude(pk=self.group.pk).order_by("id")
        return [
            [thread.url, f"/groupes/{group.slug}/", f"{thread.url}modification/",
             f"{self.base}animation/demandes/{request.pk}/", f"{self.room}signalements/{report.pk}/",
             f"{self.room}programmees/{later.pk}/", f"/groupes/{group.slug}/animation/accueil/", file.url]
            for thread, group, request, report, later, file in zip(
                own, named, asked, reports, waiting, files, strict=True
            )
        ]  # fmt: skip

    def for_administrator(self) -> list[str]:
        people = [f"/cms/users/edit/{membership.user_id}/" for membership, _ in self.writers[::6]]
        doors = [f"/groupes/{group.slug}/acces-exceptionnel/" for group in Group.objects.order_by("id")[1::6]]
        return ["/cms/", "/cms/users/", "/cms/spaces/", *people, *doors]

    def for_editor(self) -> list[str]:
        parent = self.pages[0].get_parent().pk
        edited = [f"/cms/pages/{page.pk}/edit/" for page in self.pages[::6]]
        return ["/cms/", f"/cms/pages/{parent}/", *edited, *(page.url for page in self.pages[::3]), "/plan-du-site/"]


@pytest.fixture
def home(transactional_db):
    return seed_site()


@pytest.fixture
def ran():
    return []


@pytest.fixture
def look(chromium, server, ran):
    """look(client): a page that carries this person's session; whatever runs, asks elsewhere or is refused is noted."""
    contexts = []

    def open_page(client: Client):
        context = chromium.new_context(base_url=server.origin, locale="fr-FR", reduced_motion="reduce")
        contexts.append(context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.origin}])
        page = context.new_page()
        page.on("dialog", lambda dialog: (ran.append(f"dialog on {page.url}"), dialog.dismiss()))
        page.on("pageerror", lambda error: ran.append(f"{page.url} {error}"))
        page.on(
            "request", lambda asked: asked.url.startswith((server.origin, "data:", "blob:")) or ran.append(asked.url)
        )
        page.on(
            "console", lambda said: ran.append(f"{page.url} {said.text}") if "Content Security" in said.text else None
        )
        return page

    yield open_page
    for context in contexts:
        context.close()


def visit(page, paths):
    for path in paths:
        answer = page.goto(path, wait_until="load")
        assert answer.status == 200, (path, answer.status)
        if not path.startswith("/cms/"):
            assert page.evaluate(STRANGE) == [], path


def has_only_ours(text):
    built = Skeleton(text)
    return not built.scripts and not [name for _, name in built.attributes if name.startswith("on")]


@pytest.mark.parametrize("part", range(len(PARTS)))
def test_nothing_that_people_write_runs(part, home, server, look, ran, settings):
    """Each of the words in every list; of the pages that show one of them alone, half are read, one is opened."""
    settings.RATE_FACTOR = 1000
    world = World(PARTS[part], home)
    boss = look(world.boss)
    visit(boss, world.for_facilitator())
    for turn, paths in enumerate(world.for_each()):
        read = paths[turn % 2 :: 2]
        assert [path for path in read if not has_only_ours(world.boss.get(path).text)] == []
        visit(boss, [paths[turn % len(paths)]])
    seen = {membership.user: ["/compte/fiche/", f"{world.room}nouvelle/"] for membership, _ in world.writers[::5]}
    visits = [(signed_in(person), paths) for person, paths in seen.items()]
    visits.append((second_factor(Client(), administrator()), world.for_administrator()))
    visits.append((second_factor(Client(), editor()), world.for_editor()))
    for client, paths in visits:
        page = look(client)
        visit(page, paths)
        page.close()
    for some in (world.writers[::2], world.writers[1::2]):
        is_inserted(world, server, boss, look, some)
    are_toasts(world, boss)
    assert ran == []


def is_inserted(world, server, page, look, writers):
    """Live messages, who is here and who writes, names after an @, the editor that opens again on words."""
    thread = ThreadFactory(group=world.group, author=world.facilitator.user)
    with page.expect_websocket():
        page.goto(thread.url)
    page.evaluate("scrollTo(0, 0)")
    for membership, said in writers:
        session = signed_in(membership.user).session.session_key
        sent = {"body": f"<p>Au fait.</p>{said}", "body_format": "html", "key": str(uuid.uuid4())}
        assert server.post(f"{thread.url}reponses/", session, **sent).status == 302
    last = look(signed_in(membership.user))
    last.goto(thread.url)
    begin(last)
    last.keyboard.type(f"@ {said} ")
    expect(page.locator("p[data-typing]")).not_to_be_empty()
    page.locator("[data-livebar] button").click()
    expect(page.get_by_text("Au fait.")).to_have_count(len(writers))
    begin(page)
    page.keyboard.type("@")
    expect(page.locator("[data-mentions] [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate(STRANGE) == last.evaluate(STRANGE) == []
    last.reload()
    expect(last.locator("#repondre [role=textbox]")).to_contain_text("@")


def begin(page):
    page.locator("#repondre textarea").focus()
    expect(page.locator("#repondre [role=textbox]")).to_be_focused()


def are_toasts(world, page):
    for membership, said in world.writers[::3]:
        page.goto(f"{world.base}animation/membres/{membership.pk}/retrait/")
        page.locator("main form button[type=submit]").click()
        expect(page.locator(".messages")).to_contain_text(said.split()[0])
        assert page.evaluate(STRANGE) == []
