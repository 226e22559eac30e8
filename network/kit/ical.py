"""Entries of calendars outside (RFC 5545), written from plain data: for a mail, or for a subscribed address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress

from .fields import single_line

TIME_ZONE = "Europe/Paris"
ZONE_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""Two rules say all years since 1996; the library would list every change of the clock instead."""
DESCRIPTION_MAX = 2000
ANSWERED = {None: "NEEDS-ACTION", True: "ACCEPTED", False: "DECLINED"}


@dataclass(frozen=True)
class Person:
    email: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One event. `revision` becomes SEQUENCE; `stamp` is when it was last said so. `is_coming`: what the attendee
    answered, None for nothing. Texts are plain.
    """

    uid: str
    revision: int
    stamp: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    place: str = ""
    url: str = ""
    description: str = ""
    is_cancelled: bool = False
    organizer: Person | None = None
    attendee: Person | None = None
    is_coming: bool | None = None


def sender() -> Person:
    """The address that the mails of this site come from."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(address, name or settings.WAGTAIL_SITE_NAME)


def write(entries: Iterable[Entry], *, method: str = "", name: str = "") -> str:
    """A calendar with these entries. `method` says what a mail wants of the calendar that takes it (REQUEST, CANCEL);
    `name` is what a subscribed calendar is called.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{single_line(settings.WAGTAIL_SITE_NAME)}//Meetings//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", single_line(name))
        calendar.add("x-wr-timezone", TIME_ZONE)
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical().decode()


@lru_cache(maxsize=1)
def _zone() -> Timezone:
    return Timezone.from_ical(ZONE_RULES)


def _event(entry: Entry) -> Event:
    zone = ZoneInfo(TIME_ZONE)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.stamp.astimezone(dt.UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", single_line(entry.title))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    for key, text in (("location", single_line(entry.place)), ("description", entry.description[:DESCRIPTION_MAX])):
        if text:
            event.add(key, text)
    if entry.url:
        event.add("url", entry.url)
    if entry.organizer:
        event.add("organizer", _address(entry.organizer))
    if entry.attendee:
        about = {"role": "REQ-PARTICIPANT", "partstat": ANSWERED[entry.is_coming], "rsvp": "FALSE"}
        event.add("attendee", _address(entry.attendee, **about))
    return event


def _address(person: Person, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{single_line(person.email)}")
    for key, text in {"cn": single_line(person.name).replace('"', "’"), **parameters}.items():
        if text:
            address.params[key.upper()] = text
    return address
