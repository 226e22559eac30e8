from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from network.kit import dates

NB = "\u00a0"
NOW = datetime(2026, 11, 23, 8, 58, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.parametrize(
    ("passed", "french", "english"),
    [
        (timedelta(seconds=20), "à l’instant", "just now"),
        (timedelta(seconds=-20), "à l’instant", "just now"),
        (timedelta(minutes=20), f"il y a 20{NB}min", f"20{NB}min ago"),
        (timedelta(hours=23), f"il y a 23{NB}h", f"23{NB}h ago"),
        (timedelta(hours=25), "hier", "yesterday"),
        (timedelta(days=3, hours=-8), f"vendredi, 17{NB}h{NB}58", "Friday, 17:58"),
        (timedelta(days=6, hours=1), f"mardi, 8{NB}h{NB}58", "Tuesday, 8:58"),
        (timedelta(days=8), f"15{NB}nov., 9{NB}h{NB}58", f"15{NB}Nov, 9:58"),
        (timedelta(days=400), f"19{NB}oct. 2025, 10{NB}h{NB}58", f"19{NB}Oct 2025, 10:58"),
        (timedelta(days=-3), f"26{NB}nov., 9{NB}h{NB}58", f"26{NB}Nov, 9:58"),
    ],
)
def test_ago_says_how_long_in_both_languages(passed, french, english):
    with translation.override("fr"):
        assert dates.ago(NOW - passed) == french
    with translation.override("en"):
        assert dates.ago(NOW - passed) == english


def test_local_days_count_not_those_of_utc():
    with translation.override("fr"):
        assert dates.ago(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == "hier"


def test_full_hours_and_first_of_the_month():
    with translation.override("fr"):
        assert dates.full(datetime(2026, 12, 1, 16, 0, tzinfo=UTC)) == f"mardi 1er{NB}décembre 2026 à 17{NB}h"
        assert dates.full(date(2026, 12, 1)) == f"mardi 1er{NB}décembre 2026"


def test_days_leave_out_the_year_that_is_understood():
    with translation.override("fr"):
        assert dates.day(NOW) == f"23{NB}novembre"
        assert dates.day(date(2025, 1, 2)) == f"2{NB}janvier 2025"
        assert dates.weekday(NOW) == f"lundi 23{NB}novembre"
        assert [dates.day_name(NOW.date() - timedelta(days=n)) for n in (0, 1, -1)] == ["aujourd’hui", "hier", "demain"]
        assert dates.day_name(date(2026, 11, 16)) == f"lundi 16{NB}novembre"


def test_an_unknown_language_speaks_english():
    with translation.override("de"):
        assert dates.day(NOW) == f"23{NB}November"


@pytest.mark.parametrize("say", [dates.ago, dates.day, dates.day_name, dates.weekday])
def test_nothing_to_say(say):
    assert say(None) == ""
