import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from groups.meetings.forms.moments import DayField, HourField, moment

PARIS_WINTER, PARIS_SUMMER = dt.timedelta(hours=1), dt.timedelta(hours=2)


@pytest.mark.parametrize("typed", ["09:30", "9:30", "9h30", "9 h 30", " 09H30 "])
def test_hour_takes_what_people_type(typed):
    assert HourField().clean(typed) == dt.time(9, 30)


def test_hour_without_minutes():
    assert HourField().clean("14 h") == dt.time(14)


@pytest.mark.parametrize("typed", ["25:00", "9h75", "midi", "1430"])
def test_hour_refuses_what_is_none(typed):
    with pytest.raises(ValidationError, match="Indiquez une heure"):
        HourField().clean(typed)


@pytest.mark.parametrize("typed", ["2026-12-17", "17/12/2026"])
def test_day_takes_both_ways(typed):
    assert DayField().clean(typed) == dt.date(2026, 12, 17)


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "demain", "2026-02-30"])
def test_day_refuses_what_is_none(typed):
    with pytest.raises(ValidationError, match="Indiquez un jour"):
        DayField().clean(typed)


def test_moment_follows_the_clocks():
    winter, summer = moment(dt.date(2027, 3, 26), dt.time(9)), moment(dt.date(2027, 3, 29), dt.time(9))
    assert (winter.utcoffset(), summer.utcoffset()) == (PARIS_WINTER, PARIS_SUMMER)


def test_moment_refuses_the_hour_that_clocks_jump_over():
    with pytest.raises(ValidationError, match="n’existe pas"):
        moment(dt.date(2027, 3, 28), dt.time(2, 30))


def test_moment_takes_the_first_of_an_hour_that_comes_twice():
    assert moment(dt.date(2026, 10, 25), dt.time(2, 30)).utcoffset() == PARIS_SUMMER
