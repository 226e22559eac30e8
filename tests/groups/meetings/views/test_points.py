"""What the pages and the script of whoever writes in a point send and get."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.models import ActionItem, Decision, Point
from groups.spaces.models import Draft, Membership
from network.kit.rate import LIMITS
from tests.factories import AgendaItemFactory, MembershipFactory
from tests.groups.meetings.conftest import sent, words

pytestmark = pytest.mark.django_db


def url(point, *more):
    meeting = point.minutes.meeting
    return f"{meeting.url}compte-rendu/redaction/points/{point.pk}/{''.join(more)}"


def edit(point):
    return f"{point.minutes.meeting.url}compte-rendu/redaction/"


def zip_ids(ids, *texts):
    return list(zip(ids, texts, strict=True))


def by_another(point, writer, exchanges="<p>Par Sonia.</p>"):
    actions.save_point(point=point, by=writer, words=words(exchanges=exchanges), seen=1, is_over=True)


def test_point_edit_saves_without_a_script(facilitator_client, point, member):
    row = ("", "Recenser", str(member.user).upper(), "2027-01-21")
    rows = {"decisions": [("", "Oui")], "actions": [row], "open_points": [("", "Budget")]}
    answer = facilitator_client.post(url(point), sent(exchanges="Un.\n\nDeux.", exchanges_format="plain", **rows))
    assert answer.status_code == 302 and answer.url.endswith(f"#pt{point.pk}")
    assert Point.objects.get().exchanges == "<p>Un.</p><p>Deux.</p>"
    assert ActionItem.objects.get().owner == member.user
    page = facilitator_client.get(edit(point)).content.decode()
    assert "1 décision, 1 action, 1 point à reprendre" in page and "Budget" in page


def test_owner_who_is_nobody_here_stays_a_name(facilitator_client, point):
    facilitator_client.post(url(point), sent(actions=[("", "Recenser", "Le conseil départemental", "")]))
    assert (ActionItem.objects.get().owner, ActionItem.objects.get().owner_name) == (None, "Le conseil départemental")


def test_owner_who_left_stays_with_the_action(facilitator_client, point, member):
    facilitator_client.post(url(point), sent(actions=[("", "Recenser", str(member.user), "")]))
    Membership.objects.filter(pk=member.pk).delete()
    kept = ActionItem.objects.get()
    facilitator_client.post(url(point), sent(2, actions=[(kept.pk, "Recenser tout", str(member.user), "")]))
    assert ActionItem.objects.get().owner == member.user


def test_action_without_words_is_said(facilitator_client, point):
    answer = facilitator_client.post(
        url(point), sent(actions=[("", "", "Nadia", "2027-01-21")], exchanges="<p>Gardé ?</p>")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dites ce qui est à faire." in page and "Gardé ?" in page
    assert not ActionItem.objects.exists()


def test_stale_save_shows_both_texts_and_what_differs(facilitator_client, point, writer):
    by_another(point, writer, "<p>Le début, par Sonia.</p>")
    answer = facilitator_client.post(url(point), sent(exchanges="<p>Le début, par Hélène.</p>"))
    page = answer.content.decode()
    assert answer.status_code == 409 and 'role="alert"' in page
    assert "par Sonia" in page and "par Hélène" in page and "<ins>" in page
    assert Point.objects.get().exchanges == "<p>Le début, par Sonia.</p>"


def test_after_the_comparison_mine_is_kept_and_theirs_is_in_the_history(facilitator_client, point, writer):
    by_another(point, writer)
    answer = facilitator_client.post(url(point), sent(version=2, exchanges="<p>Par Hélène.</p>"))
    assert answer.status_code == 302 and Point.objects.get().exchanges == "<p>Par Hélène.</p>"
    assert "Par Sonia" in facilitator_client.get(url(point, "versions/")).content.decode()


def test_both_texts_can_be_put_together(facilitator_client, point, writer):
    words_of_sonia = words(exchanges="<p>Par Sonia.</p>", decisions=[{"id": None, "text": "Celle de Sonia"}])
    actions.save_point(point=point, by=writer, words=words_of_sonia, seen=1, is_over=True)
    mine = sent(exchanges="<p>Par Hélène.</p>", decisions=[("", "Celle d’Hélène")], keep="both")
    page = facilitator_client.post(url(point), mine).content.decode()
    assert all(text in page for text in ("Par Sonia.", "Par Hélène.", "Celle de Sonia", "Celle d’Hélène"))
    assert Point.objects.get().exchanges == "<p>Par Sonia.</p>"


def test_theirs_can_be_kept_and_the_draft_goes(facilitator_client, point, facilitator, writer):
    by_another(point, writer)
    Draft.objects.create(membership=facilitator, name=point.target, content={"exchanges": "x"})
    answer = facilitator_client.post(url(point), sent(exchanges="<p>Par Hélène.</p>", keep="theirs"))
    assert answer.status_code == 302 and not Draft.objects.exists()
    assert Point.objects.get().exchanges == "<p>Par Sonia.</p>"


def test_saving_what_was_deleted_shows_both_and_takes_it_back_with_mine(facilitator_client, point, writer):
    actions.delete_point(point=point, by=writer, seen=1)
    mine = sent(exchanges="<p>Mes mots.</p>", decisions=[("", "Ma décision")])
    answer = facilitator_client.post(url(point), mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and all(text in page for text in ("Mes mots.", "Ma décision", "Le début."))
    assert "Reprendre le point avec mon texte" in page and not Point.objects.exists()
    facilitator_client.post(url(point), mine | {"keep": "back"})
    assert Point.objects.get().exchanges == "<p>Mes mots.</p>" and Decision.objects.get().text == "Ma décision"
    assert "Le début." in facilitator_client.get(url(point, "versions/")).content.decode()


@pytest.mark.parametrize("path", ["", "enregistrement/"])
def test_words_of_somebody_removed_come_back(facilitator_client, point, facilitator, path):
    Membership.objects.filter(pk=facilitator.pk).delete()
    answer = facilitator_client.post(url(point, path), sent(exchanges="<p>Mes mots.</p>"))
    page = answer.content.decode()
    assert answer.status_code == 404 and "Mes mots." in page and "Le début" not in page


def test_archived_group_gives_the_words_back(facilitator_client, point):
    type(point.minutes.meeting.group).objects.update(archived_at=timezone.now())
    answer = facilitator_client.post(url(point), sent(exchanges="<p>Mes mots.</p>"))
    assert "Mes mots." in answer.content.decode()
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_autosave_answers_hour_version_and_ids(facilitator_client, point):
    path = url(point, "enregistrement/")
    first = facilitator_client.post(
        path, sent(exchanges="<p>Un.</p>", decisions=[("", "Oui"), ("", ""), ("", "Non")])
    ).json()
    assert first["said"].startswith("Enregistré à") and first["version"] == 2
    assert first["rows"]["decisions"] == list(Decision.objects.values_list("pk", flat=True))
    rows = zip_ids(first["rows"]["decisions"], "Oui", "Non, jamais")
    again = facilitator_client.post(path, sent(2, exchanges="<p>Un. Deux.</p>", decisions=rows)).json()
    assert again["rows"] == first["rows"] and again["version"] == 3


def test_autosave_conflict_is_a_word_for_the_script_and_a_sentence(facilitator_client, point, writer):
    by_another(point, writer)
    answer = facilitator_client.post(url(point, "enregistrement/"), sent(exchanges="<p>Tard.</p>"))
    assert (answer.status_code, answer.json()["why"]) == (409, "changed")
    assert "Sonia Ferrand" in answer.json()["said"] and "conservé" in answer.json()["said"]


def test_past_the_limit_the_words_come_back_and_the_draft_door_is_open(facilitator_client, point, group, settings):
    settings.RATE_FACTOR = 1.5 / LIMITS["writing"].amount
    facilitator_client.post(url(point, "main/"), {"script": "1"})
    answer = facilitator_client.post(url(point, "enregistrement/"), sent(exchanges="<p>Une fois de trop.</p>"))
    assert answer.status_code == 429 and "Une fois de trop" in answer.content.decode()
    draft = sent(exchanges="<p>Une fois de trop.</p>") | {"name": point.target, "key": str(uuid.uuid4())}
    assert facilitator_client.post(f"/groupes/{group.slug}/discussions/brouillons/", draft).status_code == 200
    assert "Une fois de trop" in Draft.objects.get().content["exchanges"]


def test_draft_outlives_the_session(client, facilitator_client, point, facilitator, group):
    draft = sent(exchanges="<p>Avant la fin.</p>", decisions=[("", "Conservons")])
    draft |= {"name": point.target, "key": str(uuid.uuid4())}
    assert facilitator_client.post(f"/groupes/{group.slug}/discussions/brouillons/", draft).status_code == 200
    client.logout()
    assert client.post(url(point, "enregistrement/"), sent(exchanges="<p>Perdu ?</p>")).status_code == 302
    client.force_login(facilitator.user)
    page = client.get(url(point)).content.decode()
    assert "Avant la fin." in page and "Conservons" in page
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_hold_shows_who_writes_and_makes_the_point_wait(client, facilitator_client, point, writer):
    answer = facilitator_client.post(url(point, "main/"))
    assert answer.url == url(point)
    client.force_login(writer.user)
    page = client.get(edit(point)).content.decode()
    assert "Hélène Marchetti rédige ce point" in page and "Hélène rédige avec vous" in page
    refused = client.post(url(point, "main/"), {"script": "1"})
    assert (refused.status_code, refused.json()["why"]) == (409, "held")
    Point.objects.update(held_until=timezone.now() - dt.timedelta(seconds=1))
    assert "rédige ce point" not in client.get(edit(point)).content.decode()
    assert client.post(url(point, "main/"), {"script": "1"}).status_code == 204


def test_point_that_nobody_writes_in_any_more_is_taken_over_and_its_holder_is_told(
    client, facilitator_client, point, writer
):
    facilitator_client.post(url(point, "main/"), {"script": "1"})
    client.force_login(writer.user)
    assert "Prendre la main" not in client.get(edit(point)).content.decode()
    assert client.post(url(point, "main/reprise/"), {"script": "1"}).json()["why"] == "held"
    Point.objects.update(idle_from=timezone.now())
    page = client.get(edit(point)).content.decode()
    assert "Prendre la main" in page and "n’y écrit plus" in page
    assert client.post(url(point, "main/reprise/")).url == url(point)
    client.force_login(Membership.objects.exclude(pk=writer.pk).get(role="facilitator").user)
    told = client.post(url(point, "main/"), {"script": "1", "again": "1", "idle": "1"}).json()
    assert told["why"] == "held" and "Sonia Ferrand a pris la main" in told["said"]


def test_words_of_one_person_are_not_saved_in_another_s_session(client, facilitator_client, point, facilitator, writer):
    client.force_login(writer.user)
    mine = sent(exchanges="<p>Par Hélène.</p>") | {"written_as": str(facilitator.user_id)}
    answer = client.post(url(point, "enregistrement/"), mine)
    assert (answer.status_code, answer.json()["why"]) == (409, "other")
    assert Point.objects.get().exchanges == "<p>Le début.</p>"
    client.force_login(facilitator.user)
    assert client.post(url(point, "enregistrement/"), mine).status_code == 200


def test_what_is_wrong_is_said_where_it_is(facilitator_client, point):
    wrong = sent(title="", actions=[("", "", "Nadia", "")])
    said = facilitator_client.post(url(point, "enregistrement/"), wrong).json()
    assert said["fields"] == {"title": "Donnez un titre au point.", "actions-0-what": "Dites ce qui est à faire."}
    assert Point.objects.get().title == "Bilan"


def test_draft_of_a_point_is_announced_to_its_author_only(client, facilitator_client, point, facilitator, writer):
    Draft.objects.create(membership=facilitator, name=point.target, content={"exchanges": "Secret"})
    told = "data-waiting><"
    assert told in facilitator_client.get(edit(point)).content.decode()
    client.force_login(writer.user)
    assert told not in client.get(edit(point)).content.decode()


def test_deleted_point_can_be_taken_back_from_the_page(facilitator_client, point):
    page = facilitator_client.post(url(point, "suppression/"), {"version": "1"}, follow=True).content.decode()
    assert url(point, "retour/") in page and "1 point supprimé" in page
    facilitator_client.post(url(point, "retour/"))
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


def test_history_leads_back_to_a_version(facilitator_client, point, facilitator, writer):
    by_another(point, writer)
    assert "Reprendre cette version" in facilitator_client.get(url(point, "versions/")).content.decode()
    facilitator_client.post(url(point, "versions/1/"))
    assert Point.objects.get().exchanges == "<p>Le début.</p>"


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_the_same_with_more_versions(facilitator_client, point, writer, count, django_assert_num_queries):
    for seen in range(1, count + 1):
        actions.save_point(point=point, by=writer, words=words(exchanges=f"<p>{seen}</p>"), seen=seen, is_over=True)
    facilitator_client.get(url(point, "versions/"))
    with django_assert_num_queries(9):
        page = facilitator_client.get(url(point, "versions/")).content.decode()
    assert page.count("Reprendre cette version") == count


def test_reading_a_page_changes_nothing(facilitator_client, point):
    before = Point.objects.values().get()
    for path in ("", "versions/", "main/", "enregistrement/", "suppression/", "versions/1/"):
        facilitator_client.get(url(point, path))
        facilitator_client.head(url(point, path))
    assert Point.objects.values().get() == before


def count_queries(facilitator_client, path, form):
    """What a save asks of the database, beside the bounds of its transaction."""
    with CaptureQueriesContext(connection) as asked:
        answer = facilitator_client.post(path, form)
    assert answer.status_code in (200, 302)
    return sum("SAVEPOINT" not in query["sql"] for query in asked)


def test_a_save_in_a_large_meeting_stays_within_its_queries(facilitator_client, minutes, facilitator):
    """Sixty people, fifteen points: every kind of line is changed, added and taken away, words go, an owner is new."""
    for number in range(15):
        AgendaItemFactory(meeting=minutes.meeting, title=f"Sujet {number}")
    MembershipFactory.create_batch(59, group=facilitator.group)
    actions.pull_items(minutes=minutes, by=facilitator)
    point = Point.objects.last()
    page, path = url(point), url(point, "enregistrement/")
    lines = {"decisions": [("", "A"), ("", "B"), ("", "C")], "open_points": [("", "o"), ("", "p"), ("", "q")]}
    tasks = [("", "X", "Nadia", ""), ("", "Y", "Marc", ""), ("", "Z", "Ada", "")]
    first = sent(exchanges="<p>Un deux trois quatre.</p>", actions=tasks, **lines)
    assert count_queries(facilitator_client, path, first) <= 15
    for version, saved_at in ((2, path), (3, page)):
        ids = {name: [row.pk for row in rows] for name, rows in queries.rows_of(point).items()}
        lines = {
            "decisions": [(ids["decisions"][0], f"A{version}"), ("", "D"), ("", "E")],
            "open_points": [(ids["open"][0], f"o{version}"), ("", "r"), ("", "s")],
        }
        tasks = [(ids["actions"][0], f"X{version}", f"Nadia {version}", ""), ("", "W", "Élise", "2027-01-21")]
        changed = sent(version, exchanges=f"<p>Autre chose {version}.</p>", actions=tasks, **lines)
        assert count_queries(facilitator_client, saved_at, changed) <= 15
    assert list(Decision.objects.values_list("text", flat=True)) == ["A3", "D", "E"]
    assert list(ActionItem.objects.values_list("what", flat=True)) == ["X3", "W"]


def test_line_that_was_published_goes_and_the_new_one_is_another(facilitator_client, point, facilitator):
    facilitator_client.post(url(point, "enregistrement/"), sent(decisions=[("", "Connue"), ("", "Inconnue")]))
    Decision.objects.filter(text="Connue").update(published_at=timezone.now())
    known, unknown = Decision.objects.values_list("pk", flat=True)
    facilitator_client.post(url(point, "enregistrement/"), sent(2, decisions=[("", "Neuve"), ("", "Autre")]))
    now = dict(Decision.objects.values_list("text", "pk"))
    assert known not in now.values() and now["Neuve"] == unknown
    assert not Decision.objects.filter(published_at__isnull=False).exists()
