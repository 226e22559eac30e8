import datetime as dt

import pytest
from django.utils import timezone, translation

from groups.threads.queries import visit_words

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("read_at", "words"),
    [
        (None, "your last visit"),
        (dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), "your visit earlier today"),
        (dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), "your visit yesterday"),
        (dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC), "your visit on Thursday"),
        (dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC), "your visit of 1\u00a0November"),
    ],
)
def test_visit_words_say_when_as_people_do(monkeypatch, read_at, words):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        assert visit_words(read_at) == words
