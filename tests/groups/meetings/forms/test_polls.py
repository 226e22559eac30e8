import uuid

import pytest
from django.utils import timezone

from groups.meetings.forms import PollForm

YEAR = timezone.localdate().year + 1


def form_of(*lines, **words):
    sent = {"key": str(uuid.uuid4()), "title": "Prochain comité", **words}
    for number, line in enumerate(lines):
        sent |= {f"{name}_{number}": value for name, value in zip(("day", "begins", "ends"), line, strict=True)}
    return PollForm(sent)


def test_poll_form_takes_the_hours_of_the_line_before():
    form = form_of((f"{YEAR}-01-21", "9h30", "12h"), (f"{YEAR}-01-28", "", ""), ("", "", ""))
    assert form.is_valid(), form.errors
    options = form.cleaned_data["options"]
    assert [(begins.day, begins.hour, ends.hour) for begins, ends in options] == [(21, 9, 12), (28, 9, 12)]


def test_poll_form_puts_dates_in_order_and_keeps_each_once():
    later, sooner = (f"{YEAR}-02-01", "14:00", "16:00"), (f"{YEAR}-01-28", "14:00", "16:00")
    form = form_of(later, sooner, later)
    assert form.is_valid() and [begins.month for begins, _ends in form.cleaned_data["options"]] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "name", "said"),
    [
        ([(f"{YEAR}-01-21", "9h", "12h")], "day_0", "au moins deux dates"),
        ([(f"{YEAR}-01-21", "", ""), (f"{YEAR}-01-22", "9h", "12h")], "begins_0", "horaires"),
        ([(f"{YEAR}-01-21", "12h", "9h"), (f"{YEAR}-01-22", "9h", "12h")], "ends_0", "avant de commencer"),
        ([("2020-01-21", "9h", "12h"), (f"{YEAR}-01-22", "9h", "12h")], "day_0", "passée"),
    ],
)
def test_poll_form_says_what_is_wrong_where(lines, name, said):
    form = form_of(*lines)
    assert not form.is_valid()
    assert list(form.errors) == [name] and said in form.errors[name][0]


def test_poll_form_shows_its_later_lines_once_they_say_something():
    assert not form_of((f"{YEAR}-01-21", "9h30", "midi")).uses_more_lines
    form = PollForm({"day_19": f"{YEAR}-01-21"})
    assert form.uses_more_lines and len(form.first_lines) + len(form.more_lines) == 20
