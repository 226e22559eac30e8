"""Who takes part in the discussions of a list, at a glance."""

from collections.abc import Iterable
from typing import NamedTuple

from groups.threads.models import Thread, person_shown
from network.kit.rows import fetch

FACES_SHOWN = 4
POSTS_LOOKED_AT = 8
AT_ONCE = 35
"""A page of a list with its pinned threads; always so many parameters, so that the database plans one query."""
FACES = f"""
SELECT t.id, p.author_id, u.first_name, u.last_name
FROM groups_thread t
JOIN groups_post p ON p.thread_id = t.id AND p.number > t.post_count - {POSTS_LOOKED_AT}
JOIN people_user u ON u.id = p.author_id
WHERE t.id IN ({", ".join(["%s"] * AT_ONCE)}) AND p.deleted_at IS NULL AND p.hidden_at IS NULL
GROUP BY t.id, p.author_id, u.first_name, u.last_name
ORDER BY t.id, MAX(p.number) DESC
"""  # noqa: S608 - every piece is a constant of ours; values are parameters


class Face(NamedTuple):
    initials: str
    hue: int


def faces_of(threads: Iterable[Thread]) -> dict[int, tuple[Face, ...]]:
    """By thread, the people who wrote its last eight messages, the latest four at most and the first of them last.
    Nobody for a thread where one person alone wrote. One query, none without an answer.
    """
    asked = [thread.pk for thread in threads if thread.reply_count][:AT_ONCE]
    if not asked:
        return {}
    people: dict[int, Face] = {}
    found: dict[int, list[Face]] = {}
    for thread_id, author_id, first_name, last_name in fetch(FACES, asked + [0] * (AT_ONCE - len(asked))):
        if author_id not in people:
            person = person_shown(author_id, first_name, last_name)
            people[author_id] = Face(person.initials, person.hue)
        found.setdefault(thread_id, []).append(people[author_id])
    return {pk: tuple(faces[:FACES_SHOWN]) for pk, faces in found.items() if len(faces) > 1}
