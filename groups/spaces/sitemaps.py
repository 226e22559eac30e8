from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from . import queries


def group_paths() -> list[str]:
    """The directory and the cards that anybody may see, for search engines."""
    groups = queries.groups_for_directory(AnonymousUser())
    cards = [reverse("groups:group-home", kwargs={"group_slug": group.slug}) for group in groups]
    return [reverse("groups:group-list"), *cards]
