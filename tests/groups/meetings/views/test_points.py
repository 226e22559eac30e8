"""What the pages and the script of whoever writes in a point send and get."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import ActionItem, Decision, Point
from groups.spaces.models import Draft, Membership
from network.kit.rate import LIMITS
from tests.factories import AgendaItemFactory, MembershipFactory
from tests.groups.meetings.conftest import sent, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def writing(client, facilitator):
    client.force_login(facilitator.user)
    return client


def url(point, *more):
    meeting = point.minutes.meeting
    return f"{meeting.url}compte-rendu/redaction/points/{point.pk}/{''.join(more)}"


def edit(point):
    return f"{point.minutes.meeting.url}compte-rendu/redaction/"


def zip_ids(ids, *texts):
    return list(zip(ids, texts, strict=True))


def by_another(point, writer, exchanges="<p>Par Sonia.</p>"):
    actions.save_point(point=point, by=writer, words=words(exchanges=exchanges), seen=1, is_over=True)


def test_point_edit_saves_without_a_script(writing, point, member):
    row = ("", "Recenser", str(member.user).upper(), "2027-01-21")
    rows = {"decisions": [("", "Oui")], "actions": [row], "open_points": [("", "Budget")]}
    answer = writing.post(url(point), sent(exchanges="Un.\n\nDeux.", exchanges_format="plain", **rows))
    assert answer.status_code == 302 and answer.url.endswith(f"#pt{point.pk}")
    assert Point.objects.get().exchanges == "<p>Un.</p><p>Deux.</p>"
    assert ActionItem.objects.get().owner == member.user
    page = writing.get(edit(point)).content.decode()
    assert "1 décision, 1 action, 1 point à reprendre" in page and "Budget" in page


def test_owner_who_is_nobody_here_stays_a_name(writing, point):
    writing.post(url(point), sent(actions=[("", "Recenser", "Le conseil départemental", "")]))
    assert (ActionItem.objects.get().owner, ActionItem.objects.get().owner_name) == (None, "Le conseil départemental")


def test_owner_who_left_stays_with_the_action(writing, point, member):
    writing.post(url(point), sent(actions=[("", "Recenser", str(member.user), "")]))
    Membership.objects.filter(pk=member.pk).delete()
    kept = ActionItem.objects.get()
    writing.post(url(point), sent(2, actions=[(kept.pk, "Recenser tout", str(member.user), "")]))
    assert ActionItem.objects.get().owner == member.user


def test_action_without_words_is_said(writing, point):
    answer = writing.post(url(point), sent(actions=[("", "", "Nadia", "2027-01-21")], exchanges="<p>Gardé ?</p>"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dites ce qui est à faire." in page and "Gardé ?" in page
    assert not ActionItem.objects.exists()


def test_stale_save_shows_both_texts_and_what_differs(writing, point, writer):
    by_another(point, writer, "<p>Le début, par Sonia.</p>")
    answer = writing.post(url(point), sent(exchanges="<p>Le début, par Hélène.</p>"))
    page = answer.content.decode()
    assert answer.status_code == 409 and 'role="alert"' in page
    assert "par Sonia" in page and "par Hélène" in page and "<ins>" in page
    assert Point.objects.get().exchanges == "<p>Le début, par Sonia.</p>"


def test_after_the_comparison_mine_is_kept_and_theirs_is_in_the_history(writing, point, writer):
    by_another(point, writer)
    answer = writing.post(url(point), sent(version=2, exchanges="<p>Par Hélène.</p>"))
    assert answer.status_code == 302 and Point.objects.get().exchanges == "<p>Par Hélène.</p>"
    assert "Par Sonia" in writing.get(url(point, "versions/")).content.decode()


def test_both_texts_can_be_put_together(writing, point, writer):
    words_of_sonia = words(exchanges="<p>Par Sonia.</p>", decisions=[{"id": None, "text": "Celle de Sonia"}])
    actions.save_point(point=point, by=writer, words=words_of_sonia, seen=1, is_over=True)
    mine = sent(exchanges="<p>Par Hélène.</p>", decisions=[("", "Celle d’Hélène")], keep="both")
    page = writing.post(url(point), mine).content.decode()
    assert all(text in page for text in ("Par Sonia.", "Par Hélène.", "Celle de Sonia", "Celle d’Hélène"))
    assert Point.objects.get().exchanges == "<p>Par Sonia.</p>"


def test_theirs_can_be_kept_and_the_draft_goes(writing, point, facilitator, writer):
    by_another(point, writer)
    Draft.objects.create(membership=facilitator, name=point.target, content={"exchanges": "x"})
    answer = writing.post(url(point), sent(exchanges="<p>Par Hélène.</p>", keep="theirs"))
    assert answer.status_code == 302 and not Draft.objects.exists()
    assert Point.objects.get().exchanges == "<p>Par Sonia.</p>"


def test_saving_what_was_deleted_gives_the_words_back(writing, point, writer):
    actions.delete_point(point=point, by=writer, seen=1)
    answer = writing.post(url(point), sent(exchanges="<p>Mes mots.</p>", decisions=[("", "Ma décision")]))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Mes mots." in page and "Ma décision" in page


@pytest.mark.parametrize("path", ["", "enregistrement/"])
def test_words_of_somebody_removed_come_back(writing, point, facilitator, path):
    Membership.objects.filter(pk=facilitator.pk).delete()
    answer = writing.post(url(point, path), sent(exchanges="<p>Mes mots.</p>"))
    page = answer.content.decode()
    assert answer.status_code == 404 and "Mes mots." in page and "Le début" not in page


def test_archived_group_gives_the_words_back(writing, point):
    type(point.minutes.meeting.group).objects.update(archived_at=timezone.now())
    answer = writing.post(url(point), sent(exchanges="<p>Mes mots.</p>"))
    assert "Mes mots." in answer.content.decode()
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_autosave_answers_hour_version_and_ids(writing, point):
    path = url(point, "enregistrement/")
    first = writing.post(path, sent(exchanges="<p>Un.</p>", decisions=[("", "Oui"), ("", ""), ("", "Non")])).json()
    assert first["said"].startswith("Enregistré à") and first["version"] == 2
    assert first["rows"]["decisions"] == list(Decision.objects.values_list("pk", flat=True))
    rows = zip_ids(first["rows"]["decisions"], "Oui", "Non, jamais")
    again = writing.post(path, sent(2, exchanges="<p>Un. Deux.</p>", decisions=rows)).json()
    assert again["rows"] == first["rows"] and again["version"] == 3


def test_autosave_conflict_is_a_word_for_the_script_and_a_sentence(writing, point, writer):
    by_another(point, writer)
    answer = writing.post(url(point, "enregistrement/"), sent(exchanges="<p>Tard.</p>"))
    assert (answer.status_code, answer.json()["why"]) == (409, "changed")
    assert "Sonia Ferrand" in answer.json()["said"] and "conservé" in answer.json()["said"]


def test_past_the_limit_the_words_come_back_and_the_draft_door_is_open(writing, point, group, settings):
    settings.RATE_FACTOR = 1.5 / LIMITS["writing"].amount
    writing.post(url(point, "main/"), {"script": "1"})
    answer = writing.post(url(point, "enregistrement/"), sent(exchanges="<p>Une fois de trop.</p>"))
    assert answer.status_code == 429 and "Une fois de trop" in answer.content.decode()
    draft = sent(exchanges="<p>Une fois de trop.</p>") | {"name": point.target, "key": str(uuid.uuid4())}
    assert writing.post(f"/groupes/{group.slug}/discussions/brouillons/", draft).status_code == 200
    assert "Une fois de trop" in Draft.objects.get().content["exchanges"]


def test_draft_outlives_the_session(client, writing, point, facilitator, group):
    draft = sent(exchanges="<p>Avant la fin.</p>", decisions=[("", "Conservons")])
    draft |= {"name": point.target, "key": str(uuid.uuid4())}
    assert writing.post(f"/groupes/{group.slug}/discussions/brouillons/", draft).status_code == 200
    client.logout()
    assert client.post(url(point, "enregistrement/"), sent(exchanges="<p>Perdu ?</p>")).status_code == 302
    client.force_login(facilitator.user)
    page = client.get(url(point)).content.decode()
    assert "Avant la fin." in page and "Conservons" in page
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_hold_shows_who_writes_and_makes_the_point_wait(client, writing, point, writer):
    answer = writing.post(url(point, "main/"))
    assert answer.url == url(point)
    client.force_login(writer.user)
    page = client.get(edit(point)).content.decode()
    assert "Hélène Marchetti rédige ce point" in page and "Hélène rédige avec vous" in page
    refused = client.post(url(point, "main/"), {"script": "1"})
    assert (refused.status_code, refused.json()["why"]) == (409, "held")
    Point.objects.update(held_until=timezone.now() - dt.timedelta(seconds=1))
    assert "rédige ce point" not in client.get(edit(point)).content.decode()
    assert client.post(url(point, "main/"), {"script": "1"}).status_code == 204


def test_deleted_point_can_be_taken_back_from_the_page(writing, point):
    page = writing.post(url(point, "suppression/"), {"version": "1"}, follow=True).content.decode()
    assert url(point, "retour/") in page and "1 point supprimé" in page
    writing.post(url(point, "retour/"))
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_history_leads_back_to_a_version(writing, point, facilitator, writer):
    by_another(point, writer)
    assert "Reprendre cette version" in writing.get(url(point, "versions/")).content.decode()
    writing.post(url(point, "versions/1/"))
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_reading_a_page_changes_nothing(writing, point):
    before = Point.objects.values().get()
    for path in ("", "versions/", "main/", "enregistrement/", "suppression/", "versions/1/"):
        writing.get(url(point, path))
        writing.head(url(point, path))
    assert Point.objects.values().get() == before


def test_a_save_costs_the_same_in_a_large_meeting(writing, minutes, facilitator, django_assert_max_num_queries):
    for number in range(15):
        AgendaItemFactory(meeting=minutes.meeting, title=f"Sujet {number}")
    MembershipFactory.create_batch(59, group=facilitator.group)
    actions.pull_items(minutes=minutes, by=facilitator)
    point = Point.objects.last()
    page, path = url(point), url(point, "enregistrement/")
    kept = sent(exchanges="<p>Un.</p>", decisions=[("", "Oui")], actions=[("", "Recenser", "Nadia", "2027-01-21")])
    with django_assert_max_num_queries(15):
        ids = writing.post(path, kept).json()["rows"]
    action = (ids["actions"][0], "Recenser tout", "Nadia", "")
    rows = {"decisions": [(ids["decisions"][0], "Oui"), ("", "Non")], "actions": [action]}
    with django_assert_max_num_queries(15):
        answer = writing.post(path, sent(2, exchanges="<p>Un. Deux.</p>", **rows))
    ids = answer.json()["rows"]
    rows = {"decisions": zip_ids(ids["decisions"], "Oui", "Non"), "actions": [action]}
    with django_assert_max_num_queries(15):
        writing.post(page, sent(3, exchanges="<p>Un. Deux. Trois.</p>", **rows))
    assert Point.objects.get(pk=point.pk).version == 4
