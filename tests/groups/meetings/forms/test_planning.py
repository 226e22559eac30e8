import time
import uuid

import pytest

from groups.meetings.forms import MeetingForm, SeriesForm
from network.kit.mail_message import Outside

WORDS = {"title": "Comité", "day": "2026-12-17", "begins": "09:30", "ends": "12:00"}


def form_of(**words):
    return MeetingForm({"key": str(uuid.uuid4()), **WORDS, **words})


def test_meeting_form_gives_both_ends_and_reckons_half_days():
    form = form_of()
    assert form.is_valid(), form.errors
    words = form.words()
    assert (words["starts_at"].hour, words["ends_at"].hour, words["half_days"]) == (9, 12, 1)


@pytest.mark.parametrize(("last_day", "half_days"), [("", 2), ("2026-12-18", 4), ("2026-12-31", 20)])
def test_meeting_form_of_whole_days(last_day, half_days):
    """Two weeks are more than a meeting may count for."""
    form = form_of(ends="17:00", last_day=last_day)
    assert form.is_valid() and form.words()["half_days"] == half_days


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ({"ends": "09:00"}, "ends", "avant de commencer"),
        ({"ends": "09:30"}, "ends", "avant de commencer"),
        ({"last_day": "2027-02-17"}, "last_day", "deux semaines"),
        ({"day": "2027-03-28", "begins": "02:30"}, "begins", "n’existe pas"),
        ({"visio_url": "http://visio.example.org/x"}, "visio_url", "https://"),
        ({"visio_url": "javascript:alert(1)"}, "visio_url", "https://"),
        ({"visio_url": "https://visio.example.org@ailleurs.example/x"}, "visio_url", "Copiez de nouveau"),
        ({"visio_url": 'https://visio.example.org/"x'}, "visio_url", "Copiez de nouveau"),
        ({"visio_url": "https://visio.example.org/" + "'" * 200}, "visio_url", "500"),
        ({"title": " "}, "title", "un titre"),
        ({"half_days": "21"}, "half_days", "Vingt"),
        ({"day": ""}, "day", "Choisissez un jour"),
    ],
)
def test_meeting_form_says_what_is_wrong_where(words, name, said):
    form = form_of(**words)
    assert not form.is_valid()
    assert list(form.errors) == [name] and said in form.errors[name][0]


def test_meeting_form_completes_an_address_without_its_scheme():
    form = form_of(visio_url="visio.example.org/salle")
    assert form.is_valid() and form.words()["visio_url"] == "https://visio.example.org/salle"


def test_meeting_form_writes_an_apostrophe_as_mails_may_hold_it():
    form = form_of(visio_url="https://visio.example.org/L'atelier")
    assert form.is_valid() and Outside(form.words()["visio_url"]) == "https://visio.example.org/L%27atelier"


def series_form(**words):
    return SeriesForm({"key": str(uuid.uuid4()), "title": "Comité", "minutes": "150", **words})


def test_series_form_reads_minutes_at_the_end_of_a_line():
    typed = "Tour des actualités, 20 min\r\n\r\nBudget 2027\nQuestions (15 minutes)\n45 min\nPlan – 1000 min"
    form = series_form(outline=typed)
    assert form.is_valid(), form.errors
    assert form.words()["outline"] == [
        {"title": "Tour des actualités", "minutes": 20},
        {"title": "Budget 2027", "minutes": None},
        {"title": "Questions", "minutes": 15},
        {"title": "45 min", "minutes": None},
        {"title": "Plan – 1000 min", "minutes": None},
    ]


@pytest.mark.parametrize("outline", ["," * 500_000, "1 min)" * 80_000, "1 min,,\n" * 60_000], ids=len)
def test_series_form_reads_half_a_megabyte_at_once(outline):
    """A line of separators took hours: the time grew with the square of its length."""
    begun = time.process_time()
    assert not series_form(outline=outline).is_valid()
    assert time.process_time() - begun < 2


def test_series_form_refuses_too_many_points():
    form = series_form(outline="\n".join(f"Point {n}" for n in range(31)))
    assert not form.is_valid() and "Trente points" in form.errors["outline"][0]
