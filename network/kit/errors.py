"""What an action refuses, for a reason that a person can read. Views turn these into pages that keep the text."""


class Refused(Exception):  # noqa: N818
    """The action is not possible now. `str(error)` is a translated sentence for the person; nothing was written."""

    status = 409


class KeyReused(Refused):
    """The same form key came back with other words."""


class GoneSince(Refused):
    """The form arrived before, and what it made was removed since."""


class TooOften(Refused):
    """Done as often as its published number allows; possible again after `seconds`."""

    status = 429

    def __init__(self, words: str, *, seconds: int):
        super().__init__(words)
        self.seconds = seconds


class NoRoom(Refused):
    """The disk is full, or nearly."""

    status = 507


class Away(Refused):
    """What keeps the files does not answer; what was there is still there."""

    status = 503
