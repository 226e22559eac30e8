"""Moves the dates of the demonstration content to now, keeping weekdays and hours."""

from datetime import datetime, timedelta

from django.utils import timezone

WEEK = timedelta(days=7)


def weeks_to_now(latest: datetime, now: datetime) -> timedelta:
    """The whole number of weeks to add so that `latest` (naive, local) falls within the seven days before `now`."""
    return ((now - latest) // WEEK) * WEEK


def shifted(text: str, shift: timedelta) -> datetime:
    """An ISO date of the content, moved and made aware in the network's time zone."""
    return timezone.make_aware(datetime.fromisoformat(text) + shift)
