"""New messages on an open page: never above or inside what is read, none lost over a cut."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.live.server import running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# The way of a message depends on the database, and is gone on both; what the page does with it is seen once.
once = pytest.mark.sqlite


@pytest.fixture
def thread(group, member):
    thread = ThreadFactory(group=group, author=member.user)
    for number in range(12):
        PostFactory(thread=thread, author=member.user, body=f"<p>Déjà là {number}.</p>" * 6)
    return thread


@pytest.fixture
def writer(group, key_of):
    """Sends a reply as another member of the group."""
    key = key_of(MembershipFactory(group=group).user)
    return lambda server, thread, text: server.reply(thread, key, text)


@pytest.fixture(
    params=[pytest.param("memory", marks=pytest.mark.sqlite), pytest.param("redis", marks=pytest.mark.services)]
)
def either_server(request, transactional_db):
    """The layer of a single process, then the one of several."""
    if request.param == "memory":
        yield request.getfixturevalue("server")
        return
    with running(REDIS_URL=request.getfixturevalue("redis_url")) as server:
        yield server


@pytest.fixture
def read(chromium, key_of, member):
    """read(server, thread): the thread open in the browser of a member, its socket connected."""
    contexts = []

    def open_page(server, thread):
        context = chromium.new_context(base_url=server.origin, locale="fr-FR", reduced_motion="reduce")
        contexts.append(context)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key_of(member.user), "url": server.origin}
        context.add_cookies([cookie])
        page = context.new_page()
        with page.expect_websocket():
            page.goto(thread.url)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def top_of(page, words):
    return page.get_by_text(words).first.bounding_box()["y"]


def test_message_waits_behind_the_bar_and_moves_nothing(either_server, thread, read, writer):
    server, page = either_server, read(either_server, thread)
    page.evaluate("scrollTo(0, 300)")
    before = top_of(page, "Déjà là 3.")
    writer(server, thread, "Le premier nouveau.")
    bar = page.locator("[data-livebar] button")
    expect(bar).to_contain_text("1 nouveau message")
    expect(page.get_by_text("Le premier nouveau.")).to_have_count(0)
    writer(server, thread, "Le second nouveau.")
    expect(bar).to_contain_text("2 nouveaux messages")
    assert top_of(page, "Déjà là 3.") == before

    bar.click()
    expect(page.get_by_text("Le second nouveau.")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "m14"
    expect(page.locator("[data-livebar]")).to_be_hidden()
    expect(page.locator("[data-posts] article")).to_have_count(15)


@once
def test_message_appears_at_once_at_the_very_bottom(server, thread, read, writer):
    page = read(server, thread)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    writer(server, thread, "Tout en bas.")
    expect(page.get_by_text("Tout en bas.")).to_be_visible()
    expect(page.locator("[data-live-says]")).to_contain_text("1 nouveau message")
    expect(page.locator("[data-livebar]")).to_be_hidden()


@once
def test_message_waits_while_somebody_types(server, thread, read, writer):
    page = read(server, thread)
    page.locator("textarea[name=body]").focus()
    expect(page.locator("#repondre [role=textbox]")).to_be_focused()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    writer(server, thread, "Pendant que vous écrivez.")
    expect(page.locator("[data-livebar] button")).to_be_visible()
    expect(page.get_by_text("Pendant que vous écrivez.")).to_have_count(0)


def test_nothing_is_lost_over_a_restart(thread, read, writer):
    with running() as server:
        page = read(server, thread)
        server.stop()
        lost = page.locator("[data-live-lost]")
        expect(lost).to_contain_text("Connexion interrompue", timeout=15_000)
        PostFactory(thread=thread, body="<p>Pendant la coupure.</p>")
        server.start()
        expect(page.locator("[data-livebar] button")).to_contain_text("1 nouveau message", timeout=15_000)
        expect(lost).to_have_count(0)
        writer(server, thread, "Après la coupure.")
        expect(page.locator("[data-livebar] button")).to_contain_text("2 nouveaux messages", timeout=15_000)
        page.locator("[data-livebar] button").click()
        expect(page.locator("[data-posts] article")).to_have_count(15)


@once
def test_page_says_when_it_no_longer_receives(server, thread, read, key_of, group, member):
    boss = key_of(MembershipFactory(group=group, role="facilitator").user)
    page = read(server, thread)
    path = f"/groupes/{group.slug}/animation/membres/{member.pk}/retrait/"
    assert server.post(path, boss).status == 302
    expect(page.locator("[data-live-over]")).to_contain_text("Cette page ne reçoit plus les messages", timeout=15_000)
