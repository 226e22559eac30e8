"""Mails that leave by the worker. The row of the task is the outbox: written in the transaction of what it is about.

A mail holds codes and names: its words are wiped from the row once it has left, and are never logged.
"""

import datetime as dt
import logging
import random
import smtplib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .mail_message import compose, new_message_id

log = logging.getLogger("traverse.mail")
DAY = dt.timedelta(days=1)
FIRST_DELAY, LONGEST_DELAY = 10, 900
SOON = 10


class MailGivenUp(Exception):  # noqa: N818
    """This mail will not be tried again; its task stays as failed, with the template and the address only."""


def queue_mail(
    *,
    template: str,
    to: str,
    context: dict[str, Any],
    language: str = "fr",
    message_id: str | None = None,
    good_for: dt.timedelta = DAY,
) -> None:
    """Have the worker send one mail, if the caller's transaction commits; ahead of mails about news.

    `template` is `<room>/<name>` under templates/email/. `context` holds JSON values; those named `url` or `…_url` are
    paths of this site. Tried again with growing delays for `good_for`, with one Message-ID, then left as failed.
    """
    letter = {
        "template": template,
        "to": to,
        "context": context,
        "language": language,
        "message_id": message_id or new_message_id(),
        "give_up_at": (timezone.now() + good_for).isoformat(),
        "attempt": 0,
    }
    send_queued.using(priority=SOON).enqueue(letter)


@task(queue_name="mail", takes_context=True)
def send_queued(context, letter: dict | None = None) -> None:
    """Sends one mail of the queue. Without a letter there is nothing left to do: it left before a crash."""
    if letter is None:
        return
    row = DBTaskResult.objects.filter(pk=context.task_result.id)
    try:
        send(**{name: letter[name] for name in ("template", "to", "context", "language", "message_id")})
    except Exception as error:  # noqa: BLE001
        _try_later(row, letter, error)
    else:
        _keep(row)


def send(**letter) -> None:
    """Compose and send now. Raises whatever the templates or the mail server raise."""
    compose(**letter).send()


def backoff(attempt: int) -> dt.timedelta:
    """How long to wait after the failure number `attempt` (from 0): doubling to a quarter of an hour, never in step."""
    seconds = min(FIRST_DELAY * 2 ** min(attempt, 10), LONGEST_DELAY)
    return dt.timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311


def is_final(error: Exception) -> bool:
    """Whether the server refuses this very mail for good: an unknown address, a refused content."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def describe(error: Exception) -> str:
    """The kind of failure, without the words of the mail or the address it was for."""
    codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None) or next(iter(codes), "")
    return f"{type(error).__name__} {code}".strip()


def _try_later(row, letter: dict, error: Exception) -> None:
    wait = backoff(letter["attempt"])
    if is_final(error) or timezone.now() + wait > dt.datetime.fromisoformat(letter["give_up_at"]):
        _keep(row, letter={name: letter[name] for name in ("template", "to")})
        log.error("mail %s given up: %s", letter["template"], describe(error))
        raise MailGivenUp(f"{letter['template']}: {describe(error)}") from None
    log.warning("mail %s fails, attempt %s: %s", letter["template"], letter["attempt"] + 1, describe(error))
    with transaction.atomic():
        again = send_queued.using(priority=SOON, run_after=timezone.now() + wait)
        again.enqueue({**letter, "attempt": letter["attempt"] + 1})
        _keep(row)


def _keep(row, **kwargs) -> None:
    row.update(args_kwargs={"args": [], "kwargs": kwargs})
