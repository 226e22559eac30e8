"""The themes of a group."""

from groups.spaces.models import Group, Tag, tag_slug


def tags_named(*, group: Group, names: list[str]) -> list[Tag]:
    """These themes of the group in their order, made where they are new. One already known keeps its spelling.

    Two queries, none without a name.
    """
    wanted = {slug: name for name in names if (slug := tag_slug(name))}
    if not wanted:
        return []
    new = [Tag(group=group, slug=slug, name=name) for slug, name in wanted.items()]
    Tag.objects.bulk_create(new, ignore_conflicts=True)
    return list(Tag.objects.filter(group=group, slug__in=wanted).order_by("slug"))


def drop_unused_tags(*, group_id: int) -> None:
    """A word that nothing carries any more must not outlive what carried it."""
    Tag.objects.filter(group=group_id, threads=None, files=None).delete()
