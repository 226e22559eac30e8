"""Groups in the CMS, and what an account that goes leaves behind in them."""

from wagtail import hooks

from groups.spaces.actions import leave_group
from groups.spaces.admin import GroupViewSet
from groups.spaces.models import Membership


@hooks.register("register_admin_viewset")
def register_groups() -> GroupViewSet:
    return GroupViewSet()


@hooks.register("before_delete_user")
def leave_groups(request, person) -> None:
    """Within the deletion's transaction. Raises Refused while the person alone facilitates a group."""
    if request.method == "POST":
        for membership in Membership.objects.filter(user=person).select_related("group"):
            leave_group(membership=membership)
