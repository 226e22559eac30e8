"""What a password may not be, beside Django's own rules."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.reference.models import Commune

PASSWORD_MAX = 256
SHORTEST_WORD = 4
LETTERS_OF_ITS_OWN = 6
HOUSE_WORDS = ("valdoise", "motdepasse", "password", "mairie", "commune", "reseau")


class MaximumLengthValidator:
    """Hashing takes time that grows with the text: nobody needs more than a long phrase."""

    def validate(self, password: str, user=None) -> None:
        if len(password) > PASSWORD_MAX:
            raise ValidationError(
                _("This password is too long: %(limit)s characters at most."),
                code="password_too_long",
                params={"limit": PASSWORD_MAX},
            )

    def get_help_text(self) -> str:
        return _("At most %(limit)s characters.") % {"limit": PASSWORD_MAX}


class ContextWordsValidator:
    """Refuses what an attacker who knows the network tries first: its name, its towns, with a few digits around."""

    def validate(self, password: str, user=None) -> None:
        rest = letters(password)
        for word in sorted(context_words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LETTERS_OF_ITS_OWN and rest != letters(password):
            raise ValidationError(
                _(
                    "This password would be among the first to be tried: a common word, the name of the site or of a "
                    "town. Add words of your own."
                ),
                code="password_context",
            )

    def get_help_text(self) -> str:
        return _("Not just the name of the site or of a town.")


def letters(text: str) -> str:
    """The bare letters of a text: no accents, capitals, digits or punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z]", "", bare)


def context_words() -> set[str]:
    """The words that people of this network would all think of, as bare letters."""
    names = [settings.WAGTAIL_SITE_NAME, *HOUSE_WORDS, *Commune.objects.values_list("name", flat=True)]
    return {word for word in map(letters, names) if len(word) >= SHORTEST_WORD}
