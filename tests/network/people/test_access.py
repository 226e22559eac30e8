import pytest
from django.contrib.auth.models import Group as Permissions
from django.http import Http404

from network.people import access
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_can_enter_cms(outsider):
    editor, administrator = UserFactory(), UserFactory(is_superuser=True)
    editor.groups.add(Permissions.objects.get(name="Editors"))
    assert [access.can_enter_cms(person) for person in (outsider, editor, administrator)] == [False, True, True]
    assert access.must_have_second_factor(editor)
    suspended = UserFactory(is_superuser=True, is_active=False)
    assert not access.can_enter_cms(suspended)


def test_get_session_or_404_knows_no_session_yet(outsider):
    with pytest.raises(Http404):
        access.get_session_or_404(outsider, 1)
