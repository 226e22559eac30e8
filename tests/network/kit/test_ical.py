"""What the library wrote is read by another one, as a calendar program would."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import vobject

from network.kit.ical import Entry, Person, sender, write

PARIS = ZoneInfo("Europe/Paris")
STAMP = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.UTC)


def entry(**values):
    known = {
        "uid": "1@testserver",
        "revision": 2,
        "stamp": STAMP,
        "starts_at": dt.datetime(2026, 12, 3, 9, 30, tzinfo=PARIS),
        "ends_at": dt.datetime(2026, 12, 3, 12, 0, tzinfo=PARIS),
        "title": "Comité d’animation",
    }
    return Entry(**known | values)


def read(text):
    """The calendar and its one event."""
    calendar = vobject.readOne(text)
    return calendar, calendar.vevent


def test_write_is_read_by_another_library():
    text = write([entry(place="Hautes-Rives, salle 2; au fond", url="http://testserver/a/")], method="REQUEST")
    calendar, event = read(text)
    assert (calendar.version.value, calendar.method.value) == ("2.0", "REQUEST")
    assert (event.uid.value, event.sequence.value, event.status.value) == ("1@testserver", "2", "CONFIRMED")
    assert event.summary.value == "Comité d’animation"
    assert event.location.value == "Hautes-Rives, salle 2; au fond"
    assert event.dtstamp.value == STAMP
    assert "DTSTART;TZID=Europe/Paris:20261203T093000" in text
    assert event.url.value == "http://testserver/a/"


@pytest.mark.parametrize("day", [(2026, 1, 15), (2026, 3, 29), (2026, 7, 1), (2026, 10, 25), (2031, 10, 26)])
@pytest.mark.parametrize("hour", [1, 4, 14])
def test_write_keeps_the_hour_on_both_sides_of_a_change_of_the_clock(day, hour):
    """The zone of the calendar itself, not of the machine that reads it, gives the same instant."""
    starts_at = dt.datetime(*day, hour, 30, tzinfo=PARIS)
    _, event = read(write([entry(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))]))
    assert event.dtstart.value.astimezone(dt.UTC) == starts_at.astimezone(dt.UTC)
    assert event.dtstart.value.replace(tzinfo=None) == starts_at.replace(tzinfo=None)
    zone = vobject.readOne(write([entry()])).vtimezone
    assert zone.tzid.value == "Europe/Paris"


def test_write_names_who_asks_and_who_is_asked():
    people = {"organizer": Person("a@example.org", 'Groupe "Santé", Val'), "attendee": Person("b@example.org", "Élise")}
    _, event = read(write([entry(**people)], method="REQUEST"))
    assert event.organizer.value == "mailto:a@example.org"
    assert event.organizer.params["CN"] == ["Groupe ’Santé’, Val"]
    assert event.attendee.value == "mailto:b@example.org"
    assert event.attendee.params["RSVP"] == ["FALSE"]


def test_write_says_that_it_is_cancelled():
    calendar, event = read(write([entry(is_cancelled=True)], method="CANCEL"))
    assert (calendar.method.value, event.status.value) == ("CANCEL", "CANCELLED")


HOSTILE = "Réunion\r\nATTENDEE:mailto:evil@example.org\nBEGIN:VALARM;,\\n"


@pytest.mark.parametrize("place", ["title", "place", "description"])
def test_words_of_people_add_no_line(place):
    text = write([entry(**{place: HOSTILE}, attendee=Person("b@example.org", HOSTILE))])
    _, event = read(text)
    assert [one.value for one in event.contents["attendee"]] == ["mailto:b@example.org"]
    assert "valarm" not in event.contents
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_write_bounds_a_long_description():
    _, event = read(write([entry(description="é" * 9000)]))
    assert len(event.description.value) == 2000


def test_a_calendar_to_subscribe_to_has_a_name():
    calendar = vobject.readOne(write([entry(), entry(uid="2@testserver")], name="Traverse – mes réunions"))
    assert len(calendar.vevent_list) == 2
    assert calendar.contents["x-wr-calname"][0].value == "Traverse – mes réunions"
    assert "method" not in calendar.contents


def test_a_calendar_without_an_entry_is_one():
    assert vobject.readOne(write([], name="x")).vtimezone.tzid.value == "Europe/Paris"


def test_sender_is_the_address_that_writes(settings):
    settings.DEFAULT_FROM_EMAIL = "Réseau <ne-pas-repondre@example.org>"
    assert sender() == Person("ne-pas-repondre@example.org", "Réseau")
    settings.DEFAULT_FROM_EMAIL = "seul@example.org"
    assert sender() == Person("seul@example.org", "Traverse")
