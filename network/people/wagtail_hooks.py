"""Accounts are changed one by one, through the actions of this room."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks

from .models import User


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request, action_type, objects, action) -> None:
    if User in action.models:
        raise PermissionDenied
