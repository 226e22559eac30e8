"""What a writing area starts with: a draft found again, words of a message to answer."""

from dataclasses import dataclass

from groups.threads.models import Post
from network.kit.clean_html import clean, from_plain, to_plain

from .attachments import in_short
from .references import without_hidden_words

QUOTED_MAX = 600


@dataclass(frozen=True)
class KeptWords:
    """What somebody was writing where nobody can write any more: plain text, and when it was kept (seconds)."""

    text: str
    at: float


def kept_words(draft: dict | None) -> KeptWords | None:
    """The words of a draft as `draft_for_page` gives it, to be read and copied; None when there is none."""
    if draft is None:
        return None
    body = draft["values"].get("body", "")
    text = to_plain(clean(body)) if draft["values"].get("body_format") == "html" else body.strip()
    return KeptWords(text, draft["at"]) if text else None


@dataclass(frozen=True)
class Quote:
    """Words of a message as the beginning of an answer."""

    post_id: int
    words: str

    @property
    def html(self) -> str:
        """For the editor, which keeps the source; escaped like any other text where it stands."""
        return f'<blockquote data-quote="{self.post_id}">{from_plain(self.words)}</blockquote><p></p>'

    @property
    def plain(self) -> str:
        """For a simple writing area, as mails write it: `from_plain` makes a quote of it again."""
        return "".join(f"> {line}".rstrip() + "\n" for line in self.words.split("\n")) + "\n"


def quote_of(post: Post) -> Quote:
    """The words of a message, without those that it quotes itself, or how many files it shows. One query at most."""
    own = to_plain(post.body.rpartition("</blockquote>")[2]) or to_plain(without_hidden_words({0: post.body})[0])
    words = own or in_short([post])[post.pk]
    return Quote(post.pk, words if len(words) <= QUOTED_MAX else words[:QUOTED_MAX].rsplit(None, 1)[0])
