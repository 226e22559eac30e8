"""Words compared whatever their case and accents. Done here: no database folds accents as another does."""

import unicodedata


def fold(text: str) -> str:
    """Without case and accents: "Élise" is found by "elise"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
