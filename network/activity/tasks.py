"""The worker's part: who is told of an event, and one mail at a time. Running any of it twice changes nothing."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from network.kit.mail import describe, is_final
from network.kit.mail_message import absolute, compose, conversation_id
from network.people.models import User

from . import access, actions, queries
from .enums import DeliveryState
from .models import Delivery, Event
from .notices import Mail, Notice, Recipient, notice_for

log = logging.getLogger("traverse.activity")
DAY = dt.timedelta(days=1)
BATCH = 100
"""People told in one transaction: a long list never keeps the other writers waiting."""


@task(priority=5)
def tell(event_id: int, attempt: int = 0) -> None:
    """Give the audience its lines and queue its mails."""
    event = access.untold_event(event_id)
    if event is None:
        return
    try:
        _tell(event, notice_for(event.kind))
    except Exception as error:
        if timezone.now() - event.created_at > DAY:
            raise
        log.warning("event %s (%s) not told, attempt %s: %s", event_id, event.kind, attempt + 1, describe(error))
        actions.postpone_telling(event=event, attempt=attempt)


def _tell(event: Event, notice: Notice) -> None:
    people = (user for user in notice.audience(event) if _is_concerned(notice, event, user))
    for users in _batches(people):
        actions.tell_people(event=event, users=users)
    if notice.by_mail:
        pause = dt.timedelta(seconds=settings.MAIL_PAUSE_SECONDS if notice.mail_waits else 0)
        recipients = (r for r in notice.addresses(event) if _is_concerned(notice, event, r.user) and r.email)
        for batch in _batches(recipients):
            silent = queries.without_mail(r.user for r in batch if r.user) if notice.can_stop else set()
            mails = [(r.email, r.user, r.language) for r in batch if not (r.user and r.user.pk in silent)]
            actions.address_mails(event=event, recipients=mails, pause=pause)
    actions.mark_told(event=event)


def _is_concerned(notice: Notice, event: Event, user: User | None) -> bool:
    return user is None or (user.is_active and (notice.tells_actor or user.pk != event.actor_id))


def _batches(items: Iterable) -> Iterator[list]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


@task(queue_name="mail")
def send_delivery(delivery_id: int) -> None:
    """Send one mail, if its person may still be told: rights, suspension, switch and words are those of now."""
    delivery = access.pending_delivery(delivery_id)
    if delivery is None:
        return
    if not Delivery.objects.claim(delivery):
        actions.await_delivery(delivery=delivery)
        return
    try:
        message = _message(delivery, notice_for(delivery.event.kind))
        if message is not None:
            message.send()
    except Exception as error:  # noqa: BLE001
        _not_sent(delivery, error)
    else:
        Delivery.objects.settle(delivery, DeliveryState.DROPPED if message is None else DeliveryState.SENT)


def _not_sent(delivery: Delivery, error: Exception) -> None:
    said = describe(error)
    if is_final(error) or timezone.now() - delivery.created_at > DAY:
        Delivery.objects.settle(delivery, DeliveryState.FAILED, said)
        log.error("mail %s about event %s given up: %s", delivery.pk, delivery.event_id, said)
    else:
        log.warning("mail %s about event %s fails: %s", delivery.pk, delivery.event_id, said)
        actions.postpone_delivery(delivery=delivery, error=said)


def _message(delivery: Delivery, notice: Notice) -> EmailMultiAlternatives | None:
    user, event = delivery.user, delivery.event
    if user is not None and (not user.is_active or (notice.can_stop and not queries.wants_mail(user))):
        return None
    if not notice.allows(event, user):
        return None
    to = Recipient(user.email, user, user.language) if user else Recipient(delivery.address, None, delivery.language)
    with translation.override(to.language):
        mail = notice.mail(event, to)
    return mail and _composed(delivery, to, mail, can_stop=notice.can_stop and user is not None)


def _composed(delivery: Delivery, to: Recipient, mail: Mail, *, can_stop: bool) -> EmailMultiAlternatives:
    headers, context = {}, dict(mail.context)
    if mail.conversation:
        headers["References"] = conversation_id(mail.conversation)
    stop_url = reverse("activity:mail-stop", args=[access.stop_token(to.user)]) if can_stop else mail.stop_url
    if stop_url:
        context["unsubscribe_url"] = absolute(stop_url)
        headers["List-Unsubscribe"] = f"<{context['unsubscribe_url']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return compose(
        template=mail.template,
        to=to.email,
        context=context,
        language=to.language,
        message_id=delivery.message_id,
        headers=headers,
        calendar=mail.calendar,
    )
