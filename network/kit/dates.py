"""Dates as people say them. Words are kept here, by language: Django's abbreviations are not those of French usage."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language

NB = "\u00a0"
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


class French:
    months = (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    )  # fmt: skip
    short_months = (
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    )  # fmt: skip
    weekdays = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    short_weekdays = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    now, today, yesterday, tomorrow = "à l’instant", "aujourd’hui", "hier", "demain"
    minutes_ago, hours_ago = f"il y a {{}}{NB}min", f"il y a {{}}{NB}h"
    at = "{} à {}"

    def day(self, date: dt.date, months: tuple[str, ...]) -> str:
        number = "1er" if date.day == 1 else date.day
        return f"{number}{NB}{months[date.month - 1]}"

    def hour(self, moment: dt.datetime) -> str:
        return f"{moment.hour}{NB}h{NB}{moment.minute:02}" if moment.minute else f"{moment.hour}{NB}h"


class English:
    months = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    short_months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    short_weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    now, today, yesterday, tomorrow = "just now", "today", "yesterday", "tomorrow"
    minutes_ago, hours_ago = f"{{}}{NB}min ago", f"{{}}{NB}h ago"
    at = "{} at {}"

    def day(self, date: dt.date, months: tuple[str, ...]) -> str:
        return f"{date.day}{NB}{months[date.month - 1]}"

    def hour(self, moment: dt.datetime) -> str:
        return f"{moment.hour}:{moment.minute:02}"


WORDS = {"fr": French(), "en": English()}


def instant(value: dt.datetime | str | None) -> dt.datetime | None:
    """An instant from a column that no model knows: SQLite gives it as it is kept, in UTC without saying so."""
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=dt.UTC) if moment is not None and timezone.is_naive(moment) else moment


def words() -> French | English:
    return WORDS.get((get_language() or "fr")[:2], WORDS["en"])


class Moment:
    """A date or an instant, ready to be said. Zone, language and present are asked for once: lists are long."""

    __slots__ = ("date", "local", "now", "said")

    def __init__(self, value: dt.date | dt.datetime):
        zone = timezone.get_current_timezone()
        self.said = words()
        self.now = timezone.now().astimezone(zone)
        self.local = value.astimezone(zone) if isinstance(value, dt.datetime) else None
        self.date = self.local.date() if self.local else value

    @property
    def days_ago(self) -> int:
        return (self.now.date() - self.date).days

    def hour(self) -> str:
        return self.said.hour(self.local) if self.local else ""

    def day(self, months: tuple[str, ...] = ()) -> str:
        text = self.said.day(self.date, months or self.said.months)
        return text if self.date.year == self.now.year else f"{text} {self.date.year}"

    def weekday(self) -> str:
        return f"{self.said.weekdays[self.date.weekday()]} {self.day()}"

    def day_name(self) -> str:
        near = {0: self.said.today, 1: self.said.yesterday, -1: self.said.tomorrow}
        return near.get(self.days_ago) or self.weekday()

    def ago(self) -> str:
        passed = self.now - self.local
        if -MINUTE < passed < DAY:
            return self.hours_ago(int(passed.total_seconds()))
        if self.days_ago == 1:
            return self.said.yesterday
        if 1 < self.days_ago < 7:
            return f"{self.said.weekdays[self.date.weekday()]}, {self.hour()}"
        return f"{self.day(self.said.short_months)}, {self.hour()}"

    def hours_ago(self, seconds: int) -> str:
        if seconds < 60:
            return self.said.now
        if seconds < 3600:
            return self.said.minutes_ago.format(seconds // 60)
        return self.said.hours_ago.format(seconds // 3600)

    def full(self) -> str:
        said = self.said
        text = f"{said.weekdays[self.date.weekday()]} {said.day(self.date, said.months)} {self.date.year}"
        return said.at.format(text, self.hour()) if self.local else text


def ago(value: dt.datetime | None) -> str:
    """ "il y a 20 min", then "hier", then "jeudi, 17 h 40", then "17 nov., 9 h 12"."""
    return Moment(value).ago() if value else ""


def hour(value: dt.datetime | None) -> str:
    """ "17 h 40"."""
    return Moment(value).hour() if value else ""


def full(value: dt.date | dt.datetime | None) -> str:
    """ "jeudi 19 novembre 2026 à 17 h 40": what the short forms stand for."""
    return Moment(value).full() if value else ""


def day(value: dt.date | dt.datetime | None) -> str:
    """ "17 novembre", with the year when it is not this one."""
    return Moment(value).day() if value else ""


def weekday(value: dt.date | dt.datetime | None) -> str:
    """ "lundi 16 novembre"."""
    return Moment(value).weekday() if value else ""


def day_name(value: dt.date | dt.datetime | None) -> str:
    """ "aujourd'hui", "hier", "demain", else "lundi 16 novembre": a heading, or the end of a sentence."""
    return Moment(value).day_name() if value else ""
