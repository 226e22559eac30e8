"""The mails that wait in the queue, as the worker would send them."""

from django.core.mail import EmailMultiAlternatives
from django_tasks_db.models import DBTaskResult

from network.kit.mail_message import compose


def letters(to: str | None = None) -> list[dict]:
    rows = DBTaskResult.objects.filter(task_path="network.kit.mail.send_queued").order_by("enqueued_at", "id")
    found = [row.args_kwargs["args"][0] for row in rows]
    return [letter for letter in found if to in (None, letter["to"])]


def last_mail(to: str) -> EmailMultiAlternatives:
    letter = letters(to)[-1]
    return compose(**{name: letter[name] for name in ("template", "to", "context", "language", "message_id")})


def last_code(to: str) -> str:
    return letters(to)[-1]["context"]["code"]


def forget_letters() -> None:
    DBTaskResult.objects.all().delete()
