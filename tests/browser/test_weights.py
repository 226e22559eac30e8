"""What a page weighs on the wire, as a browser of the demonstration asks for it: gzip, level 6 like our server's."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import BY_PERSONA
from tests.browser.test_journey import start_thread

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
KB = 1024
LIMITS = {"discussion": 12, "discussions": 8, "tableau-de-bord": 10}
ANY = 20
READING, EDITOR = 45, 180


def weight(body: bytes) -> float:
    return round(len(gzip.compress(body, 6)) / KB, 1)


def weights(tab, asked) -> dict[str, float]:
    """What of these addresses is a style or a script, and what each weighs."""
    ours = {url for url in asked if urlsplit(url).path.endswith((".css", ".js"))}
    return {urlsplit(url).path: weight(tab.request.get(url).body()) for url in ours}


def test_pages_are_light(tabs, found):
    heavy = {}
    for persona, pages in BY_PERSONA.items():
        for page in pages:
            body = tabs[persona].request.get(page.path.format(**found)).body()
            if weight(body) > LIMITS.get(page.name, ANY):
                heavy[f"{persona} {page.name}"] = weight(body)
    assert heavy == {}


def test_what_a_discussion_asks_for_is_light_and_the_editor_comes_on_demand(open_tab):
    # Open, and without a draft, which would be taken up again in the editor at once: nobody else writes in it.
    calm = start_thread(open_tab("helene"), "Ce que pèse une discussion").split("?")[0]
    tab = open_tab("aminata")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(calm, wait_until="networkidle")
    reading, before = weights(tab, asked), len(asked)
    assert len(reading) > 5 and sum(reading.values()) <= READING, reading
    tab.locator("#repondre textarea").focus()
    tab.locator("#repondre [role=textbox]").wait_for()
    tab.wait_for_load_state("networkidle")
    writing = weights(tab, asked[before:])
    names = {path.rpartition("/")[2].split(".")[0] for path in writing}
    assert names == {"editor", "editor-paste", "attachments", "marks", "request"}
    assert sum(writing.values()) <= EDITOR, writing
