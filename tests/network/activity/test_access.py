import pytest
from django.core import signing
from django.http import Http404

from network.activity.access import (
    get_stopping_user_or_404,
    pending_delivery,
    stop_token,
    untold_event,
)
from network.activity.actions import mark_told
from network.activity.models import Delivery

pytestmark = pytest.mark.django_db


def test_get_stopping_user_or_404_takes_our_tokens_only(member, outsider):
    token = stop_token(member.user)
    assert get_stopping_user_or_404(token) == member.user
    other = token.replace(str(member.user_id), str(outsider.pk), 1)
    elsewhere = signing.Signer(salt="another purpose", sep=".").sign(str(member.user_id))
    for wrong in (other, elsewhere, "", "1", "x.y", token + "x", "é.ß"):
        with pytest.raises(Http404):
            get_stopping_user_or_404(wrong)


def test_get_stopping_user_or_404_of_somebody_who_left(member):
    token = stop_token(member.user)
    member.user.delete()
    with pytest.raises(Http404):
        get_stopping_user_or_404(token)


def test_untold_event_until_it_is_told(member, happen):
    event = happen()
    assert untold_event(event.pk) == event
    mark_told(event=event)
    assert untold_event(event.pk) is None


def test_pending_delivery_until_it_is_settled(member, happen):
    delivery = Delivery.objects.create(event=happen(), address="a@example.org", message_id="<a@x>")
    assert pending_delivery(delivery.pk) == delivery
    assert Delivery.objects.settle(delivery, "dropped")
    assert pending_delivery(delivery.pk) is None
    assert not Delivery.objects.settle(delivery, "sent")
