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


class Family(TextChoices):
    """What a file is, as pages say it; `network.kit.file_types` knows which endings."""

    DOCUMENT = "document", _("Text document")
    SHEET = "sheet", _("Spreadsheet")
    SLIDES = "slides", _("Slides")
    PDF = "pdf", "PDF"
    IMAGE = "image", _("Picture")
    TEXT = "text", _("Plain text")
    ARCHIVE = "archive", _("Archive")
    AUDIO = "audio", _("Sound")
    VIDEO = "video", _("Film")


class Display(TextChoices):
    """How the files of a group are shown on this device."""

    LIST = "list", _("List")
    GRID = "grid", _("Grid")
