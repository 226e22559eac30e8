"""Rows that the queue names by their id, and the person that a link to stop mails names."""

from django.core import signing
from django.http import Http404

from network.people.models import User

from .models import Delivery, Event

PURPOSE = "network.activity.stop_mails"


def untold_event(event_id: int) -> Event | None:
    """The event to tell, with its actor; None when it is gone or told already."""
    return Event.objects.select_related("actor").filter(pk=event_id, told_at=None).first()


def pending_delivery(delivery_id: int) -> Delivery | None:
    """The mail to send, with its event and person; None when it is gone, sent, dropped or failed."""
    deliveries = Delivery.objects.pending().select_related("event__actor", "user")
    return deliveries.filter(pk=delivery_id).first()


def stop_token(user: User) -> str:
    """What a mail's link to stop mails carries. Good for that only, for as long as the mail is kept."""
    return signing.Signer(salt=PURPOSE, sep=".").sign(str(user.pk))


def get_stopping_user_or_404(token: str) -> User:
    """The person whose mails this token stops. Raises Http404 for a token we did not make, or a person who left."""
    try:
        user_id = signing.Signer(salt=PURPOSE, sep=".").unsign(token)
    except signing.BadSignature:
        raise Http404 from None
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user
