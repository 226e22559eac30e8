"""Who may do what in the CMS, for what is not the public site."""

from django.contrib.auth import get_user_model
from wagtail.permissions import ModelPermissionPolicy


class AdministratorsOnly(ModelPermissionPolicy):
    """The network's administrators, and nobody else whatever permissions a role was given."""

    def user_has_permission(self, user, action: str) -> bool:
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, is_superuser=True)
