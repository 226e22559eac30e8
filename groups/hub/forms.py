"""What the dashboard sends back."""

import re

SEEN = re.compile(r"([0-9]{1,18}):([0-9]{1,18})", re.ASCII)
GROUPS_MAX = 200


def seen_of(values: list[str]) -> dict[int, int]:
    """How far each group was shown, by id, from "12:345"; what makes no sense is left out."""
    found = (SEEN.fullmatch(value) for value in values[:GROUPS_MAX])
    return {int(match[1]): int(match[2]) for match in found if match}
