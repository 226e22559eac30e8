from django.contrib.auth.models import AnonymousUser, Permission

from network.kit.wagtail import AdministratorsOnly
from network.people.models import User
from tests import cms
from tests.factories import UserFactory


def test_administrators_only_whatever_permissions_were_given(db):
    policy, administrator, other = AdministratorsOnly(User), cms.administrator(), UserFactory()
    suspended = cms.administrator(is_active=False)
    other.user_permissions.set(Permission.objects.filter(codename="change_user"))
    for person, allowed in ((administrator, True), (other, False), (suspended, False), (AnonymousUser(), False)):
        assert policy.user_has_permission(person, "change") is allowed
        assert policy.user_has_any_permission(person, ["add", "change"]) is allowed
    assert list(policy.users_with_permission("change")) == [administrator]
