"""The shape of what is said: an address inside a group, a mail of a few words and a button."""

from django.urls import reverse

from groups.spaces.models import Group
from network.activity.notices import Mail


def group_url(name: str, group: Group, **kwargs) -> str:
    return reverse(f"groups:{name}", kwargs={"group_slug": group.slug, **kwargs})


def letter(
    group: Group,
    subject: str,
    *,
    url: str,
    action: str,
    reason: str,
    quote: str = "",
    discreet: str = "",
    conversation: str = "",
    **more,
) -> Mail:
    """A mail of a few words and a button. A confidential group's mails quote nobody: they say `discreet` instead."""
    context = {
        "subject": subject,
        "heading": subject,
        "group_name": group.name,
        "quote": discreet if group.confidential else quote,
        "url": url,
        "action": action,
        "reason": reason,
    }
    return Mail("activity/news", context | more, conversation=conversation)
