"""Rows of the access table, by the module of addresses that they are about."""

from . import attendance, convening, doors, exports, following, minutes, planning, polls, publishing

PARTS = (doors, planning, polls, convening, attendance, minutes, publishing, exports, following)
TABLE = "".join(part.TABLE for part in PARTS)
FORMS = {name: words for part in PARTS for name, words in part.FORMS.items()}
