"""The words that people answered messages with: counts with who, in one query for a page."""

from typing import NamedTuple

from groups.threads.enums import ReactionKind
from groups.threads.models import Post, Reaction
from network.kit.rows import fetch

NAMES = 5
COUNTED = """
SELECT post_id, kind, total, mine, first_name, last_name FROM (
    SELECT r.post_id, r.kind, u.first_name, u.last_name,
           COUNT(*) OVER (PARTITION BY r.post_id, r.kind) AS total,
           MAX(CASE WHEN r.user_id = %s THEN 1 ELSE 0 END) OVER (PARTITION BY r.post_id, r.kind) AS mine,
           ROW_NUMBER() OVER (PARTITION BY r.post_id, r.kind ORDER BY r.id) AS place
    FROM groups_reaction r JOIN people_user u ON u.id = r.user_id
    WHERE r.post_id IN ({ids})
) AS found WHERE place <= %s ORDER BY post_id, kind, place
"""
"""On every page of a thread; a few names each, however many people."""


class Reacted(NamedTuple):
    """One word under one message: how many said it, whether the reader did, and the first names of the list."""

    kind: str
    count: int = 0
    mine: bool = False
    names: str = ""


NONE = tuple(Reacted(kind.value) for kind in ReactionKind)


def reactions_to(posts: list[Post], user_id: int) -> dict[int, tuple[Reacted, ...]]:
    """By post id, one entry for each kind in its order; posts without any are missing. One query."""
    if not posts:
        return {}
    query = COUNTED.format(ids=",".join(["%s"] * len(posts)))
    rows = fetch(query, [user_id, *(post.pk for post in posts), NAMES])
    found: dict[int, dict[str, Reacted]] = {}
    for post_id, kind, total, mine, first_name, last_name in rows:
        kinds = found.setdefault(post_id, {})
        name = f"{first_name} {last_name}".strip()
        names = f"{kinds[kind].names}, {name}" if kind in kinds else name
        kinds[kind] = Reacted(kind, total, bool(mine), names)
    return {pk: tuple(kinds.get(none.kind, none) for none in NONE) for pk, kinds in found.items()}


def people_who_reacted(post: Post) -> dict[str, list[Reaction]]:
    """Everybody who answered with a word, by its label, first ones first. One query."""
    found = Reaction.objects.filter(post=post).select_related("user")
    people: dict[str, list[Reaction]] = {}
    for reaction in found:
        people.setdefault(reaction.kind, []).append(reaction)
    return {str(kind.label): people[kind.value] for kind in ReactionKind if kind.value in people}
