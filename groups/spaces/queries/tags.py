"""The themes of a group that something living carries."""

from django.db.models import Q, QuerySet

from groups.spaces.models import Group, Tag

TAGS_SUGGESTED = 100


def known_tags(group: Group) -> QuerySet[Tag]:
    """The themes that a living discussion or file of the group carries, for a form that suggests them. One query."""
    return _carried(group).order_by("slug")[:TAGS_SUGGESTED]


def _carried(group: Group) -> QuerySet[Tag]:
    carried = [
        Tag.objects.filter(group=group, **{f"{kind}__isnull": False, f"{kind}__deleted_at": None}).order_by()
        for kind in ("threads", "files")
    ]
    used = Q(pk__in=carried[0].values("pk")) | Q(pk__in=carried[1].values("pk"))
    return Tag.objects.filter(used, group=group)


def tag_name_asked(group: Group, slug: str) -> str:
    """The name of a theme of the group by its address, "" for one that nothing alive there carries. One query, or
    none.
    """
    tag = _carried(group).filter(slug=slug).first() if slug else None
    return tag.name if tag else ""
