"""What the facilitators' page of a group says of its discussions."""

from django import template

from groups.spaces.models import Group
from groups.threads import queries

register = template.Library()
WAITING_DAYS = 5


@register.inclusion_tag("groups/threads/_to_look_after.html")
def discussions_to_look_after(group: Group) -> dict:
    """{% discussions_to_look_after group %}: reports to decide, questions without an answer. Two queries."""
    return {
        "group": group,
        "reports": queries.count_pending_reports(group),
        "unanswered": queries.count_unanswered(group, days=WAITING_DAYS),
        "days": WAITING_DAYS,
    }
