import logging

import pytest
from django.db import IntegrityError, transaction

from network.kit import logs
from network.kit.logs import LineFormatter, OursOrSerious, one_line, without_secrets
from tests.factories import JoinRequestFactory

TOKEN = "Zk3x9Qp_7tLmN2vB8cXyRw4sHd6fGj1aK0uE5iOoPqA"


def record(message, name="traverse.test", level=logging.INFO, exc_info=None):
    return logging.LogRecord(name, level, __file__, 1, message, None, exc_info)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", "a\\nb"),
        ("a\r\nfake line", "a\\r\\nfake line"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u2028b\x00", "a\\u2028b\\x00"),
        ("Hélène à 9\u00a0h", "Hélène à 9\\xa0h"),
    ],
)
def test_one_line_writes_control_characters_out(text, written):
    assert one_line(text) == written.replace("\\xa0", "\u00a0")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"Not Found: /invitation/{TOKEN}/", "Not Found: /invitation/[…]/"),
        ("/compte/login/?next=/groupes/secret/&a=b", "/compte/login/?[…]"),
        (
            "GET /groupes/reussite-educative/discussions/12/ done",
            "GET /groupes/reussite-educative/discussions/12/ done",
        ),
        ("Is it so? yes", "Is it so? yes"),
        ("Key (lower(email))=(a.b+c@ville.example.org) exists", "Key (lower(email))=([…@…]) exists"),
        ("django@5 and 12 @ 3", "django@5 and 12 @ 3"),
    ],
)
def test_without_secrets_hides_queries_and_tokens_only(text, written):
    assert without_secrets(text) == written


def test_line_formatter_writes_one_line_with_the_reference_of_the_request():
    token = logs.request_id.set("5f2c")
    try:
        raise ValueError("a\nb")
    except ValueError as error:
        line = LineFormatter().format(record("it\nfailed", exc_info=(type(error), error, error.__traceback__)))
    finally:
        logs.request_id.reset(token)
    assert "\n" not in line
    assert " INFO traverse.test 5f2c it\\nfailed\\nTraceback" in line
    assert line[:4].isdigit()
    assert line[19] == "Z"


@pytest.mark.django_db
def test_line_formatter_leaves_out_what_the_row_held_that_a_database_refused(member):
    """PostgreSQL tells the whole row: who it is about, and what they wrote."""
    try:
        with transaction.atomic():
            words = "mots de Claire\n\nsur deux lignes"
            JoinRequestFactory(group=member.group, user=member.user, message=words, state="accepted")
    except IntegrityError as error:
        line = LineFormatter().format(record("failed", exc_info=(type(error), error, error.__traceback__)))
    assert "IntegrityError" in line and "join_request_decided_with_date" in line
    assert "mots de Claire" not in line and "deux lignes" not in line


def test_line_formatter_leaves_out_the_traceback_of_what_strangers_trigger():
    try:
        raise ValueError("x")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
        line = LineFormatter().format(record("Invalid host", "django.security.DisallowedHost", logging.ERROR, info))
    assert line.endswith("Invalid host")


@pytest.mark.parametrize(
    ("name", "level", "shown"),
    [
        ("traverse.request", logging.INFO, True),
        ("django_tasks", logging.INFO, False),
        ("django_tasks", logging.ERROR, True),
    ],
)
def test_ours_or_serious_leaves_out_the_chatter_of_others(name, level, shown):
    assert OursOrSerious().filter(record("x", name, level)) is shown
