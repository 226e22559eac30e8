"""What the CMS does about accounts: those that wait are on its first page; all are changed one by one, through the
actions of this room.
"""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.admin.ui.components import Component

from . import queries
from .models import User

SHOWN = 20


class WaitingPanel(Component):
    """Accounts that wait for approval: nobody else would notice them."""

    name, order, template_name = "waiting", 50, "people/admin/waiting.html"

    def __init__(self, people: list[User]):
        self.people = people

    def get_context_data(self, parent_context=None) -> dict:
        return {"people": self.people[:SHOWN], "are_more": len(self.people) > SHOWN}


@hooks.register("construct_homepage_panels")
def show_who_waits(request, panels: list) -> None:
    people = list(queries.people_to_approve()[: SHOWN + 1]) if request.user.is_superuser else []
    if people:
        panels.append(WaitingPanel(people))


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request, action_type, objects, action) -> None:
    if User in action.models:
        raise PermissionDenied
