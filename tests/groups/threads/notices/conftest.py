"""Everybody of these tests reads English, so that a sentence is compared as it is written in the code."""

import pytest
from django.utils import translation

from network.activity.models import Notification


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def english(member, author, facilitator):
    for membership in (member, author, facilitator):
        membership.user.language = "en"
        membership.user.save()


def told():
    return sorted(Notification.objects.order_by("id").values_list("user__first_name", "event__kind"))
