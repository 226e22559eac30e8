"""What a message points at, as this reader may see it now: the source of a quote, the title behind a link. Words that
were hidden or erased where they stood are not read in the quotes of others either.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groups.spaces.models import Group
from groups.threads.models import Post, Thread
from network.kit import clean_html, dates, links
from network.kit.typography import nb_html

QUOTED = re.compile(r'(<blockquote data-quote="([0-9]{1,18})">)((?:(?!</?blockquote).)*)', re.DOTALL)
THREAD_PATH = r"/groupes/[\w-]+/discussions/([0-9]{1,18})/"


def with_references(bodies: dict[int, str], user, group: Group, *, settled: bool = True) -> dict[int, str]:
    """Clean HTML by post id, as it is read: with no-break spaces, the sources of quotes and the cards of links. No
    query when there is none of them, two at most.

    `settled`: the quotes were once of the group of their message; else nothing is told of those of other groups.
    """
    sources = _sources(bodies.values())
    if not settled:
        sources = {pk: source for pk, source in sources.items() if source.group_id == group.pk}
    cards = links.cards_for(user, bodies.values())
    return {pk: links.with_cards(_with_sources(nb_html(body), sources, group.pk), cards) for pk, body in bodies.items()}


def without_hidden_words(bodies: dict[int, str]) -> dict[int, str]:
    """Clean HTML by post id, whose quotes of what was hidden or erased since say so instead of its words. No query when
    nothing is quoted, else one.
    """
    sources = _sources(bodies.values())
    return {pk: _with_sources(body, sources) for pk, body in bodies.items()}


def shown_html(html: str, user, group: Group) -> SafeString:
    """Clean HTML that is no message yet, as the reader will see it. No query when it points at nothing."""
    return clean_html.show(with_references({0: html}, user, group, settled=False)[0])


class Source(NamedTuple):
    """The message that a quote is of. `instead`: what stands for words that nobody reads any more."""

    cite: str
    instead: str
    group_id: int


def _sources(bodies: Iterable[str]) -> dict[str, Source]:
    wanted = {pk for body in bodies if "data-quote" in body for _tag, pk, _words in QUOTED.findall(body)}
    if not wanted:
        return {}
    posts = Post.objects.filter(id__in=wanted).select_related("author", "thread__group").order_by()
    return {str(post.pk): _source(post) for post in posts}


def _source(post: Post) -> Source:
    is_deleted = post.deleted_at is not None or post.thread.deleted_at is not None
    if post.hidden_at is not None:
        return Source("", _("Hidden message"), post.group_id)
    if is_deleted:
        return Source("", "" if post.body else _("Deleted message"), post.group_id)
    name = str(post.author or _("Former member"))
    cite = format_html('<cite><a href="{}">{}, {}</a></cite>', post.url, name, dates.day(post.created_at))
    return Source(cite, "", post.group_id)


def _with_sources(body: str, sources: dict[str, Source], group_id: int = 0) -> str:
    """`group_id`: whose members read who is quoted; 0 for nobody."""
    if not sources or "data-quote" not in body:
        return body

    def shown(found: re.Match) -> str:
        source = sources.get(found[2])
        if source is None:
            return found[0]
        if source.instead:
            return f"{found[1]}<p><em>{source.instead}</em></p>"
        return f"{found[1]}{source.cite if source.group_id == group_id else ''}{found[3]}"

    return QUOTED.sub(shown, body)


def thread_cards(user, paths: list[str]) -> dict[str, links.Card]:
    """Cards of the threads behind these paths that the reader may read. One query."""
    ids = {path: int(re.match(THREAD_PATH, path)[1]) for path in paths}
    shown = Thread.objects.visible_to(user).filter(id__in=ids.values()).select_related("group")
    found = {thread.pk: thread for thread in shown.order_by()}
    return {path: _card(found[pk]) for path, pk in ids.items() if pk in found}


def _card(thread: Thread) -> links.Card:
    note = _("%(kind)s in “%(group)s”") % {"kind": thread.get_kind_display(), "group": thread.group.short_name}
    return links.Card(thread.title, note, "messages-square")
