import pytest
from django.core.management import call_command

from network.reference.models import Commune, Epci, Qpv, Tag, Theme
from network.seeds.reference import load_reference

pytestmark = pytest.mark.django_db


def test_reference_counts_and_second_run_changes_nothing():
    load_reference()
    counts = [model.objects.count() for model in (Commune, Epci, Qpv, Tag, Theme)]
    load_reference()
    assert counts == [model.objects.count() for model in (Commune, Epci, Qpv, Tag, Theme)] == [183, 13, 42, 36, 12]


def test_reference_command():
    call_command("load_reference")
    assert Commune.objects.get(insee="95585").name == "Sarcelles"
