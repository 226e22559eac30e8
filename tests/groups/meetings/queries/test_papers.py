from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from groups.meetings.enums import Presence
from groups.meetings.models import ActionItem, Attendance, Decision, Edition, OpenPoint, Point
from groups.meetings.queries import content_of, file_name, minutes_paper, print_words, published_words
from network.kit.errors import Refused
from network.kit.letterhead import Letterhead
from network.kit.papers import paper
from network.kit.rich_tree import words
from tests.factories import AgendaItemFactory, UserFactory

NB = "\u00a0"


@pytest.fixture
def told(minutes):
    """Minutes with a little of everything."""
    meeting, group = minutes.meeting, minutes.meeting.group
    meeting.place = "Hautes-Rives"
    meeting.starts_at = datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    meeting.ends_at = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
    meeting.save()
    claire = UserFactory(first_name="Claire", last_name="Vasseur")
    point = Point.objects.create(
        minutes=minutes,
        title="Rendez-vous manqués : que faire ?",
        presenter="Nadia",
        exchanges="<p>Un <em>tiers</em>.</p>",
    )
    Decision.objects.create(group=group, minutes=minutes, point=point, text="On appelle.")
    ActionItem.objects.create(
        group=group, minutes=minutes, point=point, what="Écrire.", owner=claire, due=date(2026, 11, 20)
    )
    OpenPoint.objects.create(minutes=minutes, point=point, text="Les salles")
    Decision.objects.create(group=group, minutes=minutes, text="On se revoit.")
    Attendance.objects.create(meeting=meeting, user=claire, presence=Presence.PRESENT)
    guest = {"is_guest": True, "name": "Une juriste", "role": "avocate"}
    Attendance.objects.create(meeting=meeting, presence=Presence.PRESENT, **guest)
    away = {"name": "Karim", "presence": Presence.REPRESENTED, "represented_by": "Léa"}
    Attendance.objects.create(meeting=meeting, **away)
    AgendaItemFactory(meeting=meeting, title="Rendez-vous", minutes=40)
    minutes.summary, minutes.next_on, minutes.next_note = "En bref.", date(2026, 12, 3), "à Clairmont"
    minutes.save()
    return minutes


def headings(minutes):
    return [words([part]) for part in paper_of(minutes).parts if part.kind == "h"]


def paper_of(minutes, edition=None):
    return minutes_paper(
        minutes=minutes, edition=edition, content=content_of(minutes), letterhead=Letterhead("Le Pont")
    )


def test_paper_of_a_draft_says_that_it_is_one(told):
    made = paper_of(told)
    assert made.notice.startswith("Brouillon") and made.kicker.startswith("Compte rendu · ")
    assert (made.title, made.language, made.author) == ("Comité de rentrée", "fr", "Le Pont")


def test_paper_of_a_later_edition_says_why(told, facilitator):
    told.number = 12
    edition = Edition(minutes=told, number=2, content={}, reason="le vote", by=facilitator.user)
    made = paper_of(told, edition)
    last = "".join(run.text for run in made.parts[-1].runs)
    assert made.notice == "" and made.kicker.startswith(f"Compte rendu n°{NB}12 · ")
    assert f"Publié par {facilitator.user}" in last and last.endswith(f"Version 2{NB}: le vote.")
    told.state, told.approved_at, told.edition = "approved", datetime(2026, 11, 30, 9, 0, tzinfo=UTC), 2
    assert published_words(edition, told).endswith(f"le vote. Approuvé le lundi 30{NB}novembre 2026.")
    told.edition = 3
    assert published_words(edition, told).endswith("le vote.")


def test_paper_speaks_the_language_of_its_reader(told):
    with translation.override("en"):
        made = paper_of(told)
    assert made.language == "en" and "Decisions" in words([part for part in made.parts if part.kind == "h"])


def test_paper_says_everything_in_order(told):
    assert headings(told) == [
        "Présence",
        "L’essentiel",
        "Décisions",
        "Suites à donner",
        "Ordre du jour",
        f"1. Rendez-vous manqués{NB}: que faire{NB}?",
        "Également retenu de cette réunion",
        "Prochaine réunion",
    ]


def test_agenda_is_left_out_where_the_points_say_the_same(told):
    assert "Ordre du jour" in headings(told)
    told.meeting.items.update(title="Rendez-vous manqués : que faire ?")
    assert "Ordre du jour" not in headings(told)


def test_paper_of_empty_minutes_has_no_empty_part(minutes):
    minutes.summary = ""
    assert headings(minutes) == []


def test_file_names_tell_the_meeting_its_number_and_its_day(told):
    content = content_of(told) | {"number": 12, "title": "Comité d’animation / bilan"}
    edition = Edition(number=1)
    assert file_name(content, edition, "pdf") == "Compte rendu 12 – Comité d’animation - bilan – 2026-11-12.pdf"
    assert file_name(content_of(told), None, "odt") == "Compte rendu – Comité de rentrée – 2026-11-12 (brouillon).odt"


def test_functions_of_many_people_stand_in_a_table_at_the_end(told):
    for n in range(14):
        about = {"name": f"Personne {n:02}", "role": "Cheffe de projet", "presence": Presence.EXCUSED}
        Attendance.objects.create(meeting=told.meeting, **about)
    made = paper_of(told)
    head = words([part for part in made.parts if part.kind == "p"])
    assert "Personne 03" in head and "Cheffe" not in head and "représentée par Léa" in head
    sheet = made.parts[-1]
    assert made.parts[-2].runs[0].text == "Personnes et fonctions" and len(sheet.rows) == 17
    assert ("Personne 03", "Cheffe de projet", "Excusé") in sheet.rows


def test_print_words_gather_what_was_kept(told):
    found = print_words(content_of(told))
    assert [one["text"] for one in found["decisions"]] == ["On appelle.", "On se revoit."]
    assert found["presence"][0][0].startswith("2 personnes présentes") and found["has_loose"]
    assert found["agenda"] == ["Rendez-vous (40 minutes)"]
    assert found["next_words"] == f"jeudi 3{NB}décembre 2026, à Clairmont"


def test_a_paper_longer_than_anybody_writes_is_refused(told, monkeypatch):
    monkeypatch.setattr(paper, "MOST_CHARACTERS", 20)
    with pytest.raises(Refused):
        paper_of(told)
