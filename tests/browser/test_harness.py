"""The browser's own fixtures: they see what is wrong on a page."""

import pytest

pytestmark = pytest.mark.sqlite  # about the browser alone
BAD = '<html lang="fr"><title>x</title><main><h1>x</h1><img src="data:,"><button></button></main></html>'
GOOD = '<html lang="fr"><title>x</title><main><h1>Bonjour</h1></main></html>'


def test_axe_sees_what_is_wrong(page, axe):
    page.set_content(BAD)
    assert {line.split(":")[0] for line in axe(page)} >= {"image-alt", "button-name"}
    page.set_content(GOOD)
    assert axe(page) == []


def test_sign_in_opens_the_browser_for_a_person(page, sign_in, member):
    sign_in(page, member.user)
    page.goto("/compte/logout/")
    assert page.url.endswith("/compte/logout/")
    assert page.locator("form[method=post]").count()
