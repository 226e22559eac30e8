"""What a group has already talked about, when somebody types the title of a new discussion."""

import re
from collections import Counter

from groups.spaces.models import Group
from groups.threads.models import Thread
from network.kit.folding import fold

LOOKED_AT = 500
SHOWN = 3
SHORTEST = 4
SAYS_NOTHING = {
    "about", "alors", "apres", "aussi", "autre", "avant", "avec", "avez", "avoir", "bonjour", "cela", "cette", "chez",
    "comme", "comment", "dans", "depuis", "deux", "discussion", "donc", "elle", "encore", "entre", "etes", "etre",
    "faire", "fait", "faites", "from", "leur", "mais", "meme", "merci", "nous", "notre", "pour", "pourquoi", "quand",
    "quel", "quelle", "question", "quoi", "sans", "sont", "sous", "that", "their", "this", "tout", "toute", "vers",
    "vont", "votre", "vous", "what", "when", "with", "your",
}  # fmt: skip
"""Words of titles that tell two discussions apart no better than chance; without accents, as `_words` sees them."""


def similar_threads(group: Group, title: str) -> list[Thread]:
    """At most three threads of the group that share words with this title: those whose shared words are rarest first,
    then the most recently active. Case, accents and plurals do not count.

    Looks at the 500 threads that moved last. One query, none for a title without a word that says something.
    """
    wanted = _words(title)
    if not wanted:
        return []
    threads = Thread.objects.filter(group=group, deleted_at=None).order_by("-last_seq")
    kept = ("id", "group_id", "title", "message_count", "kind", "answer_id", "last_seq")
    found = [(thread, _words(thread.title)) for thread in threads.only(*kept)[:LOOKED_AT]]
    used = Counter(word for _, words in found for word in words)
    near = [(sum(1 / used[word] for word in wanted & words), thread) for thread, words in found if wanted & words]
    near.sort(key=lambda one: (-one[0], -one[1].last_seq))
    for _, thread in near[:SHOWN]:
        thread.group = group
    return [thread for _, thread in near[:SHOWN]]


def _words(title: str) -> set[str]:
    words = (word for word in re.findall(r"[a-z0-9]+", fold(title)) if len(word) >= SHORTEST)
    return {word.rstrip("sx") for word in words if word not in SAYS_NOTHING}
