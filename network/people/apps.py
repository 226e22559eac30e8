from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig as UsersAppConfig


class PeopleConfig(AppConfig):
    name = "network.people"
    label = "people"


class WagtailUsersConfig(UsersAppConfig):
    user_viewset = "network.people.admin.PersonViewSet"
    group_viewset = "network.people.admin.RoleViewSet"
