from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from network.people.models import User
from network.seeds.demo import PASSWORD

pytestmark = pytest.mark.django_db


def test_demo_is_refused_outside_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="known password"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_demo_command_says_what_it_did(settings):
    settings.DEMO = True
    said = StringIO()
    call_command("load_demo", stdout=said)
    call_command("load_demo", stdout=said)
    assert "loaded" in said.getvalue() and "already there" in said.getvalue()
    assert User.objects.get(email="helene.marchetti@example.org").check_password(PASSWORD)
