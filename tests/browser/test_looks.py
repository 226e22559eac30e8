"""What only the eye saw: words cut in letters, tools out of reach, a choice that shows no more, a mail wider than a
phone.
"""

import uuid

import pytest
from django.template.loader import render_to_string

from groups.spaces.enums import Role
from groups.threads import actions
from tests.browser.conftest import NARROW
from tests.factories import MembershipFactory, ThreadFactory

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
WORD = "accompagnement"
TABLE = "<table><tbody>" + ("<tr>" + f"<td><p>{WORD}</p></td>" * 12 + "</tr>") * 2 + "</tbody></table>"
LONG_NAME = "Coordination intercommunale des professionnelles de la prévention et de la médiation sociale"
SIDES = "element => (({left, right, height}) => [left, right, height])(element.getBoundingClientRect())"
OUTSIDE = """box => {
  const edge = box.getBoundingClientRect();
  return [...box.querySelectorAll("button")].filter(button => button.offsetWidth).filter(button => {
    const at = button.getBoundingClientRect();
    return at.left < edge.left || at.right > edge.right || at.top < edge.top || at.bottom > edge.bottom;
  }).map(button => button.textContent);
}"""
GROUND = "element => getComputedStyle(element).backgroundColor"


@pytest.fixture
def written(group, facilitator):
    thread = ThreadFactory(group=group, author=facilitator.user)
    actions.post_reply(thread=thread, author=facilitator, body=TABLE, key=uuid.uuid4())
    return thread


@pytest.fixture
def opened(new_context, sign_in, group):
    """opened(path, **options): a facilitator of the group looks at it."""
    user = MembershipFactory(group=group, role=Role.FACILITATOR).user

    def look(path, **options):
        tab = new_context(**options).new_page()
        sign_in(tab, user)
        tab.goto(path)
        return tab

    return look


def test_a_table_with_many_columns_scrolls_and_keeps_its_words(opened, written):
    tab = opened(written.url, viewport=PHONE)
    cells = tab.locator(".post td p").evaluate_all("all => all.map(one => one.getClientRects()[0].height)")
    line = tab.locator(".post .prose").first.evaluate("element => parseFloat(getComputedStyle(element).lineHeight)")
    assert len(cells) == 24 and max(cells) < 2 * line
    table = tab.locator(".post table").evaluate("element => [element.scrollWidth, element.clientWidth]")
    assert table[0] > table[1] and table[1] < PHONE["width"]


@pytest.mark.parametrize("viewport", [PHONE, NARROW])
def test_the_bar_of_the_editor_is_there_and_nothing_moves_when_one_writes(opened, written, viewport):
    tab = opened(written.url, viewport=viewport)
    frame = tab.locator("[data-editor-frame]")
    before = frame.evaluate(SIDES)
    frame.locator("textarea").focus()
    tab.locator("[data-editor-frame][data-ready]").wait_for()
    assert frame.evaluate(SIDES) == before
    tab.locator("[data-run=table]").click()
    tab.locator("[data-run=deleteTable]").wait_for()
    assert frame.locator("[data-editor-bar]").evaluate(OUTSIDE) == []


def test_a_button_of_the_bar_opens_the_editor_and_does_what_it_says(opened, written):
    tab = opened(written.url)
    tab.locator("[data-run=bold]").click()
    tab.locator("[data-editor-frame][data-ready]").wait_for()
    tab.keyboard.type("Merci")
    assert tab.locator(".ProseMirror strong").inner_text() == "Merci"
    assert tab.locator("[data-editor-bar] button[tabindex='0'], [data-editor-bar] button:not([tabindex])").count() == 1


def test_menus_of_a_discussion_open_within_a_phone(opened, written):
    tab = opened(written.url, viewport=PHONE)
    menus = tab.locator("main details.menu, .group-head details.menu")
    for menu in menus.all():
        menu.locator("summary").click()
        left, right, _ = menu.locator(".menu__panel").evaluate(SIDES)
        assert 0 <= left < right <= PHONE["width"]
        tab.keyboard.press("Escape")
    assert menus.count() >= 4


def test_the_face_of_a_message_stays_over_its_words_on_a_phone(opened, written):
    page = opened(f"{written.url}#m2", viewport=PHONE)
    post = page.locator("#m2:target")
    sides = [post.locator(part).evaluate(SIDES)[0] for part in (".avatar", ".prose")]
    assert sides[0] == sides[1] > 0


def test_the_name_of_a_group_leaves_the_screen_to_what_one_came_for(opened, written, group):
    group.name = LONG_NAME
    group.save()
    tab = opened(written.url, viewport=NARROW)
    assert LONG_NAME in tab.locator(".group-head").text_content()
    assert tab.locator(".group-head").evaluate(SIDES)[2] < NARROW["height"] / 4
    tab.goto(f"/groupes/{group.slug}/")
    assert tab.locator("h1").inner_text() == LONG_NAME
    assert tab.locator(".group-head").evaluate(SIDES)[2] < NARROW["height"] / 2.5


def test_what_is_chosen_shows_in_forced_colours(opened, written, group):
    tab = opened(f"/groupes/{group.slug}/discussions/", forced_colors="active")
    chosen, other = (
        tab.locator(f".toolbar .seg a{which}").first for which in ("[aria-current]", ":not([aria-current])")
    )
    assert chosen.evaluate(GROUND) != other.evaluate(GROUND)
    current, line = tab.locator(".tabs a[aria-current]"), tab.locator(".tabs a:not([aria-current])").first
    edge = "element => getComputedStyle(element).borderBlockEndColor"
    assert current.evaluate(edge) != line.evaluate(edge)
    tab.goto(written.url)
    word = tab.locator(".react").first
    before = word.evaluate(GROUND)
    word.click()
    tab.locator(".react[aria-pressed=true]").wait_for()
    assert tab.locator(".react[aria-pressed=true]").first.evaluate(GROUND) != before


def test_a_mail_with_a_long_address_fits_a_phone(new_context):
    said = {"subject": "Une réponse", "heading": f"Une réponse dans « {LONG_NAME} »", "group_name": LONG_NAME}
    words = {"quote": "Merci.", "attached": ["x" * 90], "action": "Lire le message", "reason": "Vous suivez ceci."}
    url = "https://reseau.example.org/groupes/" + "professionnelles" * 6 + "/discussions/12/#m3"
    frame = {"language": "fr", "site_name": "Traverse", "unsubscribe_url": url, "url": url}
    tab = new_context(viewport={"width": 360, "height": 700}).new_page()
    tab.set_content(render_to_string("email/activity/news.html", {**said, **words, **frame}))
    assert tab.evaluate("document.scrollingElement.scrollWidth") == 360
