from io import StringIO

import pytest
from django.core.management import call_command

from network.activity.models import Delivery


@pytest.mark.django_db
def test_mail_state_says_what_waits_without_an_address(member, happen):
    Delivery.objects.create(event=happen(), address="a@example.org", message_id="<a@x>", state="failed")
    out = StringIO()
    call_command("mail_state", stdout=out)
    assert out.getvalue() == "waiting: 0 (oldest: 0 s), given up: 1\n"
