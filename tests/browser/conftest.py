"""A real browser on a real server, for what only a browser can tell."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from tests.browser import demo
from tests.browser.pages import SIGNED_IN, enter, places
from tests.plugins.services import BROWSER_ARGS

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
# How late something may come on a machine that does much else: nobody waits as long where all is well.
PATIENCE_MS = 20_000
# The narrowest of each way in which pages are laid out, but for the phone's own.
TURNS = (992, 768)
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
# Letters, words, lines and paragraphs as far apart as somebody may set them: nothing goes out of sight (WCAG 1.4.12).
AIRY = """* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }
p { margin-block-end: 2em !important }"""
SPACED = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  const width = document.scrollingElement.scrollWidth;
  document.adoptedStyleSheets = [];
  return width;
}"""
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium(chromium_path):
    """The browser's driver runs an event loop in this thread until the last test of this folder: Django must not take
    the tests for asynchronous code meanwhile.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGS)
        yield browser
        connections.close_all()
        browser.close()


@pytest.fixture
def new_context(chromium, live_server):
    """Opens browser contexts on the live server, French unless said otherwise; closes them afterwards."""
    contexts = []

    def open_context(**options):
        options = {"base_url": live_server.url, "locale": "fr-FR", "reduced_motion": "reduce", **options}
        contexts.append(chromium.new_context(**options))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1]

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context):
    """A page whose errors, refused resources included, fail the test."""
    page = new_context().new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    assert errors == []


@pytest.fixture
def sign_in(live_server, settings):
    """sign_in(page, user): the browser carries this person's session."""

    def enter(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    return enter


@pytest.fixture
def axe():
    """axe(page): what is inaccessible on it, one line each; `only`: by these rules; `within`: in this part, for what
    lies over others when it is open. Our CSP would refuse the script as an element.
    """
    script = AXE.read_text(encoding="utf-8")

    def check(page, *, only: Sequence[str] = (), without: tuple[str, ...] = (), within: str = "html"):
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        rules = {name: {"enabled": False} for name in without}
        chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
        options = {"runOnly": chosen, "rules": rules, "resultTypes": ["violations"]}
        options["preload"] = False  # sounds and films: there are none
        found = page.evaluate("([part, options]) => axe.run(part, options)", [within, options])["violations"]
        return [f"{rule['id']}: {rule['help']} {node['target']}" for rule in found for node in rule["nodes"]]

    return check


@pytest.fixture
def examine(axe):
    """examine(page): wide and light, then narrow and dark by the rules that room and colours change, as it stands now,
    narrow with widely spaced words, and where the layout turns. What is there on a narrow screen only is the same on
    every page: `test_open_drawer` reads it whole.
    """

    def look(page, *without):
        light = axe(page, without=without)
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark")
        dark = axe(page, only=[rule for rule in SEEN if rule not in without])
        narrow = [page.evaluate("document.scrollingElement.scrollWidth"), page.evaluate(SPACED, AIRY)]
        wider = [width for width in TURNS if _reach(page, width) > width]
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        assert (light, dark) == ([], [])
        assert max(narrow) <= NARROW["width"] and wider == []

    return look


def _reach(page, width: int) -> int:
    page.set_viewport_size({**WIDE, "width": width})
    return page.evaluate("document.scrollingElement.scrollWidth")


@pytest.fixture(scope="package")
def demonstration(django_db_setup, tmp_path_factory):
    """The address of a running demonstration, on a copy of the one that the whole run makes once."""
    from tests.plugins.databases import SQLite, fingerprint

    shared = tmp_path_factory.getbasetemp()
    place = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "demonstration"
    demo.prepare_once(place, SQLite(fingerprint()).template)
    with demo.running(place) as url:
        yield url


@pytest.fixture(scope="package")
def watched():
    """watched(page): what the console and the page refuse goes to the list; `refusals` holds it."""
    refusals = []

    def watch(page):
        page.on("pageerror", lambda error: refusals.append(f"{page.url} {error}"))
        page.on("console", lambda said: refusals.append(f"{page.url} {said.text}") if is_refusal(said) else None)
        return page

    watch.refusals = refusals
    return watch


def is_refusal(said) -> bool:
    """An answer 404 or 422 is also an error for the console: those are the tests' own matter."""
    return said.type == "error" and "the server responded with a status of 4" not in said.text


@pytest.fixture(scope="package")
def new_tab(chromium, demonstration, watched):
    """new_tab(): a page in a context of its own, on the demonstration."""

    def open_one(**options):
        usual = {"base_url": demonstration, "locale": "fr-FR", "reduced_motion": "reduce", "viewport": WIDE}
        context = chromium.new_context(**{**usual, **options})
        context.set_default_timeout(PATIENCE_MS)
        return watched(context.new_page())

    return open_one


@pytest.fixture(scope="package")
def all_tabs(new_tab):
    """One page for each person, signed in by one click; "" for somebody without an account."""
    opened = {persona: new_tab() for persona in ("", *SIGNED_IN)}
    for persona in SIGNED_IN:
        enter(opened[persona], persona)
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def tabs(all_tabs):
    """One page for each person; a module leaves them as it found them: nothing open, nothing half written."""
    yield all_tabs
    for page in all_tabs.values():
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.goto("about:blank")


@pytest.fixture
def open_tab(new_tab, all_tabs):
    """open_tab(persona): a page in a new context, in the session of this person; "" stays outside."""
    opened = []

    def open_one(persona="", **options):
        opened.append(new_tab(**options))
        if persona:
            opened[-1].context.add_cookies(all_tabs[persona].context.cookies())
        return opened[-1]

    yield open_one
    for page in opened:
        page.context.close()


@pytest.fixture(scope="package")
def found(all_tabs):
    """The addresses of this demonstration that hold a number."""
    return places(all_tabs["aminata"], all_tabs["helene"])


@pytest.fixture(autouse=True)
def nothing_refused(request):
    """On the demonstration: no script error, and nothing that the content security policy refuses."""
    if "watched" not in request.fixturenames:
        yield
        return
    refusals = request.getfixturevalue("watched").refusals
    refusals.clear()
    yield
    assert refusals == []
