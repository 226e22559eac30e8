import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from network.people.models import User
from network.reference.models import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town(db):
    Commune.objects.create(insee="95585", name="Saint-Ouen-l’Aumône", slug="saint-ouen")


def refused(password: str, **names) -> list[str]:
    with pytest.raises(ValidationError) as error:
        validate_password(password, User(**names))
    return [problem.code for problem in error.value.error_list]


@pytest.mark.parametrize(
    "password",
    ["Traverse2026!!", "traverse-95-traverse", "Saint-Ouen-l'Aumône95", "SAINTOUENLAUMONE2026", "val-d'Oise 95000"],
)
def test_context_words_are_refused(password):
    assert refused(password) == ["password_context"]


@pytest.mark.parametrize(
    "password", ["je traverse la rue à vélo", "Saint-Ouen-l'Aumône et ses péniches", "8472936-kappa", "é" * 12]
)
def test_phrases_of_ones_own_pass(password):
    validate_password(password)


def test_length_is_bounded_on_both_sides():
    assert refused("x7" * 129) == ["password_too_long"]
    assert "password_too_short" in refused("court")
    validate_password("q8 zebre " * 28)


def test_names_are_refused():
    assert "password_too_similar" in refused("marchetti-helene", first_name="Helene", last_name="Marchetti-Helene")


def test_help_says_every_rule():
    assert len(password_validators_help_texts()) == 6
