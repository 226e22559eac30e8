"""Minutes as two people write them, in a browser: what is held, saved, refused, found again and put together."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from groups.meetings import actions
from groups.meetings.models import ActionItem, Attendance, Point
from groups.spaces.models import Draft
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory, MinutesFactory, UserFactory

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
AREA = "#point-form [role=textbox].editor__area"


@pytest.fixture
def writer(group):
    return MembershipFactory(group=group, user=UserFactory(first_name="Sonia", last_name="Ferrand"), role="facilitator")


@pytest.fixture
def minutes(group, facilitator):
    meeting = MeetingFactory(group=group, title="Comité d’animation", days=-1)
    AgendaItemFactory(meeting=meeting, title="Bilan")
    AgendaItemFactory(meeting=meeting, title="Budget")
    minutes = MinutesFactory(meeting=meeting)
    actions.pull_items(minutes=minutes, by=facilitator)
    return minutes


@pytest.fixture
def opened(new_context, sign_in, minutes):
    """opened(membership): the page where these minutes are written, in a browser of this person."""

    def open_page(membership, path="compte-rendu/redaction/"):
        page = new_context().new_page()
        sign_in(page, membership.user)
        page.goto(f"{minutes.meeting.url}{path}")
        return page

    return open_page


def write_in(page, title):
    page.get_by_role("button", name=f"Rédiger ce point : {title}").click()
    page.locator("#point-form").wait_for()


def type_exchanges(page, text):
    page.locator(f"#point-form textarea[data-editor], {AREA}").locator("visible=true").first.click()
    page.locator(AREA).wait_for()
    page.locator(AREA).press("End")
    page.keyboard.type(text)


def by_sonia(writer, exchanges):
    """The lease ran out, and she took the point."""
    Point.objects.update(held_until=timezone.now() - dt.timedelta(seconds=1))
    point = Point.objects.first()
    words = {"title": point.title, "presenter": "", "exchanges": exchanges, "decisions": [], "actions": [], "open": []}
    actions.save_point(point=point, by=writer, words=words, seen=point.version, is_over=True)


def test_two_people_write_and_nothing_is_lost(opened, examine, facilitator, writer):
    helene = opened(facilitator)
    write_in(helene, "Bilan")
    type_exchanges(helene, "Une phrase d’Hélène.")
    helene.get_by_role("button", name="Ajouter une action").click()
    helene.locator("[name=actions-1-what]").fill("Recenser les interprètes")
    helene.locator("[name=actions-1-owner]").fill("sonia ferrand")
    expect(helene.locator("[data-said]")).to_contain_text("Enregistré à")
    expect(helene.locator("[name=actions-1-id]")).not_to_have_value("")
    assert ActionItem.objects.get().owner == writer.user
    examine(helene)

    sonia = opened(writer)
    expect(sonia.locator("[data-points] > li").first).to_contain_text("Hélène Marchetti rédige ce point")
    expect(sonia.get_by_role("button", name="Rédiger ce point : Bilan")).to_have_count(0)
    write_in(sonia, "Budget")

    by_sonia(writer, "<p>Une phrase de Sonia.</p>")
    type_exchanges(helene, " Puis une autre.")
    alert = helene.locator("#point-form [role=alert]").filter(has_text="Sonia Ferrand a modifié ce point")
    expect(alert).to_be_in_viewport()
    expect(helene.locator(AREA)).to_be_focused()
    assert helene.evaluate("Object.keys(localStorage).some((name) => name.includes('point:'))")
    helene.get_by_role("button", name="Comparer les deux textes").click()
    expect(helene.locator(".panel.diff")).to_contain_text("Une phrase de Sonia.")
    assert "Puis une autre." in Draft.objects.get().content["exchanges"]
    examine(helene)
    helene.get_by_role("button", name="Fusionner à la main").click()
    expect(helene.locator("#point-exchanges")).to_have_value(re.compile("Une phrase de Sonia"))
    helene.get_by_role("button", name="Enregistrer et fermer").click()
    expect(helene.locator(".messages")).to_contain_text("est enregistré")
    expect(sonia.get_by_role("button", name="Rédiger ce point : Bilan")).to_be_visible(timeout=30_000)
    expect(sonia.locator("#point-form")).to_have_count(1)
    said = Point.objects.first().exchanges
    assert "Une phrase de Sonia." in said and "Une phrase d’Hélène. Puis une autre." in said
    assert not Draft.objects.exists()

    now = timezone.now()
    Point.objects.filter(title="Budget").update(held_until=now + dt.timedelta(minutes=1), idle_from=now)
    helene.reload()
    helene.get_by_role("button", name="Prendre la main : Budget").click()
    expect(helene.locator("#point-form [name=title]")).to_have_value("Budget")
    expect(sonia.locator("[data-said]")).to_contain_text("Hélène Marchetti a pris la main", timeout=30_000)
    expect(sonia.locator("#point-form")).to_have_count(0)
    for path in (f"points/{Point.objects.first().pk}/versions/", "documents/"):
        helene.goto(f"{Point.objects.first().minutes.meeting.url}compte-rendu/redaction/{path}")
        examine(helene)
    assert not helene.evaluate("Object.keys(localStorage).some((name) => name.includes('point:'))")


def test_words_outlive_cuts_and_the_session_and_close_in_place(opened, sign_in, facilitator, writer):
    page = opened(facilitator)
    write_in(page, "Budget")
    page.route("**/enregistrement/", lambda route: (route.fetch(), route.abort()), times=1)
    type_exchanges(page, "Avant la coupure.")
    expect(page.locator("[data-said]")).to_contain_text("Pas de connexion")
    type_exchanges(page, " Après la coupure. ")
    expect(page.locator("[data-said]")).to_contain_text("Enregistré à", timeout=10_000)
    assert Point.objects.get(title="Budget").exchanges == "<p>Avant la coupure. Après la coupure. </p>"
    Session.objects.all().delete()
    type_exchanges(page, "Avant la fin de la session.")
    expect(page.locator("[data-said]")).to_contain_text("Votre session est terminée")
    sign_in(page, facilitator.user)
    Point.objects.update(held_until=None)
    actions.hold_point(point=Point.objects.get(title="Budget"), by=writer)
    page.goto(f"{Point.objects.first().minutes.meeting.url}compte-rendu/redaction/")
    expect(page.locator("[data-points] [data-waiting]:visible")).to_contain_text("gardés ici")
    expect(page.locator("[data-points] [data-waiting]:visible")).to_contain_text("Avant la fin de la session.")
    actions.release_point(point=Point.objects.get(title="Budget"), by=writer)
    held = []
    page.route("**/enregistrement/", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright looks at its parameters
    with page.expect_request("**/enregistrement/"):
        page.reload()
    expect(page.locator("[data-points] > li").last).to_contain_text("Échanges notés")
    expect(page.locator("[data-points] [data-waiting]:visible")).to_have_count(0)
    assert len(held) == 1, "the words of before are on their way"
    page.get_by_role("button", name="Rédiger ce point : Budget").click()
    expect(page.locator("[data-points] [aria-busy]")).to_have_count(1)
    held[0].continue_()
    page.locator("#point-form").wait_for()
    expect(page.locator("#point-exchanges")).to_have_value(re.compile("Avant la fin de la session."))
    page.get_by_role("button", name="Enregistrer et fermer").click()
    expect(page.locator("#point-form")).to_have_count(0)
    expect(page.get_by_role("button", name="Rédiger ce point : Budget")).to_be_focused()
    point = Point.objects.get(title="Budget")
    assert "Avant la fin" in point.exchanges and point.held_by is None


def test_attendance_is_saved_line_by_line(opened, examine, facilitator, member):
    page = opened(facilitator, "presences/")
    examine(page)
    page.get_by_role("group", name=f"Présence de {member.user}").get_by_text("Présent", exact=True).click()
    expect(page.locator("[data-counts]")).to_have_text("1 présence, 1 demi-journée")
    expect(page.locator("[data-said]")).to_contain_text("Enregistré à")
    assert Attendance.objects.get().presence == "present"
