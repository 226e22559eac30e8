from io import StringIO

import pytest
from django.core.management import call_command

from network.kit import recovery


@pytest.fixture
def works(monkeypatch):
    monkeypatch.setattr(recovery, "_WORK", {})

    def broken():
        raise ValueError("a row that nobody expected")

    recovery.register("en panne", broken)
    recovery.register("essais", lambda: 3)


def test_what_fails_is_logged_and_keeps_nothing_else_from_being_taken_up(works, caplog):
    assert recovery.run() == {"essais": 3}
    assert "en panne" in caplog.text and "a row that nobody expected" in caplog.text


@pytest.mark.django_db
def test_the_command_says_how_much_was_taken_up(works):
    out = StringIO()
    call_command("recover_tasks", stdout=out)
    assert "essais: 3" in out.getvalue()
