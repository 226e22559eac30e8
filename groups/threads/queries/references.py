"""What a message points at, as this reader may see it now: the source of a quote, the title behind a link."""

import re
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groups.spaces.models import Group
from groups.threads.models import Post, Thread
from network.kit import clean_html, dates, links

QUOTED = re.compile(r'<blockquote data-quote="([0-9]{1,18})">')
THREAD_PATH = r"/groupes/[\w-]+/discussions/([0-9]{1,18})/"


def with_references(bodies: dict[int, str], user, group: Group) -> dict[int, str]:
    """Clean HTML by post id, with the sources of quotes and the cards of links. No query when there is none of them,
    two at most.
    """
    sources = _sources(bodies.values(), group)
    cards = links.cards_for(user, bodies.values())
    return {pk: links.with_cards(_with_sources(body, sources), cards) for pk, body in bodies.items()}


def shown_html(html: str, user, group: Group) -> SafeString:
    """Clean HTML that is no message yet, as the reader will see it. No query when it points at nothing."""
    return clean_html.show(with_references({0: html}, user, group)[0])


def _sources(bodies: Iterable[str], group: Group) -> dict[str, str]:
    wanted = {pk for body in bodies if "data-quote" in body for pk in QUOTED.findall(body)}
    if not wanted:
        return {}
    shown = Post.objects.filter(group=group, id__in=wanted, deleted_at=None, hidden_at=None, thread__deleted_at=None)
    return {str(post.pk): _source(post, group) for post in shown.select_related("author", "thread").order_by()}


def _source(post: Post, group: Group) -> str:
    post.thread.group = group
    name = str(post.author or _("Former member"))
    return format_html('<cite><a href="{}">{}, {}</a></cite>', post.url, name, dates.day(post.created_at))


def _with_sources(body: str, sources: dict[str, str]) -> str:
    if not sources or "data-quote" not in body:
        return body
    return QUOTED.sub(lambda found: found[0] + sources.get(found[1], ""), body)


def thread_cards(user, paths: list[str]) -> dict[str, links.Card]:
    """Cards of the threads behind these paths that the reader may read. One query."""
    ids = {path: int(re.match(THREAD_PATH, path)[1]) for path in paths}
    shown = Thread.objects.visible_to(user).filter(id__in=ids.values()).select_related("group")
    found = {thread.pk: thread for thread in shown.order_by()}
    return {path: _card(found[pk]) for path, pk in ids.items() if pk in found}


def _card(thread: Thread) -> links.Card:
    note = _("%(kind)s in “%(group)s”") % {"kind": thread.get_kind_display(), "group": thread.group.short_name}
    return links.Card(thread.title, note, "messages-square")
