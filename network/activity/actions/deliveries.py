"""Mails about an event: written down once for an address, sent again until they leave."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from network.activity.enums import DeliveryState
from network.activity.models import Delivery, Event, MailChoice
from network.kit.mail import backoff
from network.kit.mail_message import new_message_id
from network.people.models import User


def choose_mail(*, user: User, by_mail: bool) -> None:
    """Whether this person gets mails about news. Codes and invitations do not depend on it."""
    MailChoice.objects.update_or_create(user=user, defaults={"by_mail": by_mail})


def address_mails(
    *, event: Event, recipients: Iterable[tuple[str, User | None, str]], pause: dt.timedelta = dt.timedelta()
) -> None:
    """Write down a mail about the event for each (address, person or None, language), once, and queue it to leave after
    this pause.

    An address that has its row already keeps it, with its Message-ID and state, and is queued no second time.
    """
    from network.activity.tasks import send_delivery

    with transaction.atomic():
        known = set(Delivery.objects.filter(event=event).values_list("address", flat=True))
        rows = {
            address: Delivery(event=event, user=user, address=address, language=language, message_id=new_message_id())
            for address, user, language in recipients
            if address not in known
        }
        Delivery.objects.bulk_create(rows.values(), ignore_conflicts=True)
        new = Delivery.objects.filter(event=event, address__in=rows)
        send = send_delivery.using(run_after=timezone.now() + pause) if pause else send_delivery
        for delivery_id in new.values_list("id", flat=True):
            send.enqueue(delivery_id)


def postpone_delivery(*, delivery: Delivery, error: str) -> None:
    """The mail could not leave: give it back and queue it again, later each time."""
    from network.activity.tasks import send_delivery

    with transaction.atomic():
        if Delivery.objects.settle(delivery, DeliveryState.PENDING, error):
            send_delivery.using(run_after=timezone.now() + backoff(delivery.attempts)).enqueue(delivery.pk)


def await_delivery(*, delivery: Delivery) -> None:
    """Another worker has taken this mail: look again after its lease, in case it died with it."""
    from network.activity.tasks import send_delivery

    send_delivery.using(run_after=timezone.now() + Delivery.LEASE).enqueue(delivery.pk)
