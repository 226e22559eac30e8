"""Every page of the house for the person who sees it: axe in light and in dark, and nothing wider than 320 px."""

import pytest

from tests.browser.conftest import NARROW, WIDE
from tests.browser.pages import BY_PERSONA, GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
ALL = [
    pytest.param(persona, page, id=f"{persona or 'anonymous'}-{page.name}")
    for persona in BY_PERSONA
    for page in BY_PERSONA[persona]
]
EMPTY = """form => {
  form.noValidate = true;
  for (const field of form.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")) {
    field.value = "";
  }
}"""


@pytest.mark.parametrize(("persona", "page"), ALL)
def test_a_page_has_one_title_and_no_fault(persona, page, tabs, found, examine):
    tab = tabs[persona]
    assert tab.goto(page.path.format(**found)).status == page.status
    assert tab.evaluate("document.querySelectorAll('h1').length") == 1
    # The style guide shows the parts of a page several times.
    examine(tab, *(("landmark-unique",) if page.name == "styleguide" else ()))


def test_open_menus(tabs, found, examine):
    tab = tabs["helene"]
    tab.goto(f"{GROUP}/animation/")
    for menu in (tab.locator("details.menu").first, tab.locator("td details.menu").last):
        menu.locator("summary").click()
        assert menu.get_attribute("open") is not None
        examine(tab, "target-size")  # a menu covers what lies behind it


def test_open_dialog(tabs, examine):
    tab = tabs["helene"]
    tab.goto(f"{GROUP}/animation/")
    tab.locator("[data-dialog-open=inviter]").click()
    assert tab.locator("dialog#inviter").is_visible()
    examine(tab)


def test_open_drawer(tabs, axe):
    tab = tabs["aminata"]
    tab.set_viewport_size(NARROW)
    tab.goto("/tableau-de-bord/")
    assert axe(tab) == []
    tab.locator("[data-dialog-open]").locator("visible=true").first.click()
    assert tab.locator("dialog[open]").is_visible()
    assert axe(tab) == []
    tab.set_viewport_size(WIDE)


def test_open_editor(tabs, found, examine):
    tab = tabs["aminata"]
    tab.goto(found["thread"])
    tab.locator("[data-editor-frame] textarea").focus()
    tab.locator("[data-editor-frame][data-ready]").wait_for()
    tab.keyboard.type("@b")
    tab.locator("[role=option]").first.wait_for()
    examine(tab)
    tab.keyboard.press("Escape")
    tab.locator("[data-run=link]").click()
    assert tab.locator("dialog#editor-link").is_visible()
    examine(tab)


@pytest.mark.parametrize(
    ("persona", "path"),
    [
        ("aminata", f"{GROUP}/discussions/nouvelle/"),
        ("helene", f"{GROUP}/animation/invitations/"),
        ("", "/compte/login/"),
        ("", "/compte/signup/"),
        ("aminata", "/compte/fiche/"),
    ],
)
def test_an_empty_form_says_so_without_a_fault(persona, path, tabs, examine):
    tab = tabs[persona]
    tab.goto(path)
    form = tab.locator("main form[method=post]").filter(has=tab.locator("input:visible, textarea:visible")).last
    form.evaluate(EMPTY)
    form.locator("[type=submit]").last.click()
    tab.locator("[aria-invalid=true]").first.wait_for()
    examine(tab)
