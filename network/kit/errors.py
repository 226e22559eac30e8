"""What an action refuses, for a reason that a person can read. Views turn these into pages that keep the text."""


class Refused(Exception):  # noqa: N818
    """The action is not possible now. `str(error)` is a translated sentence for the person; nothing was written."""


class KeyReused(Refused):
    """The same form key came back with other words (HTTP 409)."""


class TooOften(Refused):
    """Done as often as its published number allows; possible again after `seconds` (HTTP 429)."""

    def __init__(self, words: str, *, seconds: int):
        super().__init__(words)
        self.seconds = seconds
