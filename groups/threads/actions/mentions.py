"""Mentions and quotes inside clean HTML, kept only where they are true.

`<span data-mention="12">@Claire Vasseur</span>` names a member of the group, `data-mention="all"` the whole group;
`<blockquote data-quote="34">` gives words of the message 34.
"""

import re
from html import escape
from typing import NamedTuple

from groups.spaces.models import Group, Membership
from groups.threads.access import can_mention_everybody
from groups.threads.models import Post
from network.kit.clean_html import to_plain
from network.people.models import User

SPAN = re.compile(r'(<span(?: data-mention="([0-9]{1,11}|all)")?>|</span>)')
QUOTE = re.compile(r'<blockquote data-quote="([0-9]{1,18})">(?:((?:(?!<blockquote).)*?)</blockquote>)?', re.DOTALL)
"""The words are missing where another quote stands inside: nobody could tell which of them are whose."""
MENTIONS_MAX = 20
"""People named in one message. Past that, the name stays and nobody is told."""
QUOTES_MAX = 20
EVERYBODY = "all"
EVERYBODY_NAME = "groupe"


class Settled(NamedTuple):
    """Clean HTML with nothing untrue in it, the people it names, and whether it calls the whole group."""

    html: str
    people: list[int]
    everybody: bool = False


def settle(*, html: str, author: Membership, before: str = "") -> Settled:
    """Clean HTML of `author` whose mentions are of their group's members, each under their real name, and whose quotes
    are words of messages of their group, or stand in what was there `before` and is changed now.

    Other mentions become plain text, other quotes lose their source; the whole group is named by those who facilitate
    only. One query when somebody is mentioned, one when something is quoted.
    """
    html = _settle_quotes(html, author.group, before)
    if "<span" not in html:
        return Settled(html, [])
    named = list(dict.fromkeys(found for _tag, found in SPAN.findall(html) if found))
    everybody = EVERYBODY in named and can_mention_everybody(author)
    wanted = [int(found) for found in named if found != EVERYBODY][:MENTIONS_MAX]
    names = {str(pk): name for pk, name in _members_among(wanted, author.group).items()} if wanted else {}
    people = [pk for pk in wanted if str(pk) in names]
    return Settled(_rewritten(html, names | ({EVERYBODY: EVERYBODY_NAME} if everybody else {})), people, everybody)


def _members_among(wanted: list[int], group: Group) -> dict[int, str]:
    members = User.objects.present().filter(memberships__group=group, id__in=wanted)
    return {user.pk: str(user) for user in members.order_by()}


def _rewritten(html: str, names: dict[str, str]) -> str:
    """Spans that name somebody hold the real name and nothing else; the other ones leave what they held."""
    text, *rest = SPAN.split(html)
    kept, open_spans = [text], []
    # Each match comes as the tag, its id or None, and the text up to the next one.
    for tag, found, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if tag == "</span>":
            del open_spans[-1:]
        else:
            if found in names and not any(open_spans):
                kept.append(f'<span data-mention="{found}">@{escape(names[found])}</span>')
            open_spans.append(found in names)
        if not any(open_spans):
            kept.append(text)
    return "".join(kept)


def _settle_quotes(html: str, group: Group, before: str) -> str:
    """A source stays when the message is one of the group, still shown, and holds these words. What is there already
    keeps its source: words hidden since would be read again under no name. Nothing else of what is hidden is compared:
    an answer that differs would tell its words one by one.
    """
    wanted = [int(pk) for pk, _words in QUOTE.findall(html)][:QUOTES_MAX]
    if not wanted:
        return html
    shown = Post.objects.filter(group=group, id__in=wanted, deleted_at=None, hidden_at=None, thread__deleted_at=None)
    said = {pk: _bare(body) for pk, body in shown.order_by().values_list("id", "body")}
    already = {(pk, _bare(words)) for pk, words in QUOTE.findall(before)}

    def kept(match: re.Match) -> str:
        if match[2] is None:
            return "<blockquote>"
        words = _bare(match[2])
        true = words and ((match[1], words) in already or words in said.get(int(match[1]), ""))
        return match[0] if true else f"<blockquote>{match[2]}</blockquote>"

    return QUOTE.sub(kept, html)


def _bare(html: str) -> str:
    return " ".join(to_plain(html).split())
