import re
import unicodedata

from django.db import models


def single_line(value: str) -> str:
    """One line of plain text: control and bidirectional characters go, runs of white space become one space.

    No-break spaces are typography and stay.
    """
    kept = "".join(
        c for c in value if c in "\n\r\t" or (unicodedata.category(c) not in {"Cc", "Cs", "Co"} and c not in BIDI)
    )
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", kept).strip()


def whole_number(text: str) -> int | None:
    """A number from an address; None for what is not one, or is beyond what any of ours can be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b")


class SingleLineField(models.CharField):
    """A title, a name: stored as one clean line whatever door it came through."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return single_line(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = single_line(value)
            setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
