from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    NAME = "", _("Name")
    RECENT = "recent", _("Latest first")
    SIZE = "size", _("Largest first")


class VersionState(TextChoices):
    """Whether the bytes of a version may go out: only those of a clean one do."""

    WAITING = "waiting", _("Being checked")
    UNREACHED = "unreached", _("Waiting for the virus scanner")
    QUARANTINED = "quarantined", _("In quarantine")
    CLEAN = "clean", _("Checked")


class Shown(TextChoices):
    """How a file is read on its page."""

    NOTHING = ""
    PICTURE = "picture"
    PAGES = "pages"
    HTML = "html"
    TEXT = "text"


class OnSame(TextChoices):
    """What becomes of a file whose name is taken in its folder."""

    ASK = "", _("Ask me")
    VERSION = "version", _("New version")
    BOTH = "both", _("Keep both")
