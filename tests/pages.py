"""What a test reads of a page."""

import re

MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)


def main_of(response) -> str:
    """The page without its frame."""
    return MAIN.search(response.content.decode())[1]
