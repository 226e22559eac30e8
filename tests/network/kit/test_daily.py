from io import StringIO

import pytest
from django.core.management import call_command

from network.kit import daily


@pytest.mark.django_db
def test_what_rooms_declared_is_done_and_counted(monkeypatch):
    monkeypatch.setattr(daily, "_WORK", {})
    done = []
    daily.register("essais", lambda: done.append("fait") or 3)
    out = StringIO()
    call_command("tidy", stdout=out)
    assert done == ["fait"]
    assert "essais" in out.getvalue() and "3" in out.getvalue()


def test_what_is_given_cannot_be_changed_from_outside(monkeypatch):
    monkeypatch.setattr(daily, "_WORK", {})
    daily.works()["x"] = lambda: 1
    assert daily.works() == {}
