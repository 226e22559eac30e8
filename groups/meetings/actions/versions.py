"""What several people plan at once: nobody's words take the place of words that they did not see."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from groups.meetings.models import AgendaItem, DatePoll, Meeting, Series
from groups.meetings.queries import version_of
from network.kit.errors import Refused

Planned = Meeting | Series | AgendaItem | DatePoll


class ChangedSince(Refused):
    """Somebody else changed it since the form was drawn; `now` is what it says."""

    def __init__(self, now: Planned):
        super().__init__(_("Somebody changed this while you were writing. What you typed is kept below."))
        self.now = now


def give_words(*, current: Planned, words: Mapping[str, object], version: str) -> list[str]:
    """Give what is held these words, without saving it: the names of those that are new, none when it says them all
    already. `version`: what `version_of` said of it when the form was drawn. Raises ChangedSince.
    """
    changed = [name for name, value in words.items() if getattr(current, name) != value]
    if changed and version != version_of(current):
        raise ChangedSince(current)
    for name in changed:
        setattr(current, name, words[name])
    return changed
