"""A title of one long word, as the address of a page is: it widens none of the pages that show it."""

import uuid

import pytest

from groups.spaces.enums import Role
from groups.threads import actions
from tests.browser.conftest import NARROW
from tests.factories import MembershipFactory, ThreadFactory
from tests.worker import run_tasks

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
LONG = "https://www.example.org/ressources/" + "parcours_educatif_" * 6


def test_a_title_of_one_long_word_stays_within_a_narrow_page(new_context, sign_in, group, facilitator):
    boss = MembershipFactory(group=group, role=Role.FACILITATOR)
    said = {"kind": "announcement", "title": LONG, "body": "<p>Bonjour.</p>", "tags": []}
    thread = actions.start_thread(author=facilitator, key=uuid.uuid4(), **said)
    run_tasks()
    tab = new_context(viewport=NARROW).new_page()
    sign_in(tab, boss.user)
    other, home = ThreadFactory(group=group, author=boss.user).url, f"/groupes/{group.slug}/"
    paths = ["/tableau-de-bord/", home, f"{home}discussions/", "/notifications/", thread.url]
    for path in [*paths, f"{other}doublon/", f"{other}fusion/"]:
        tab.goto(path)
        assert LONG in tab.locator("main").inner_text(), path
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"], path
