from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    NAME = "", _("Name")
    RECENT = "recent", _("Latest first")
    SIZE = "size", _("Largest first")


class OnSame(TextChoices):
    """What becomes of a file whose name is taken in its folder."""

    ASK = "", _("Ask me")
    VERSION = "version", _("New version")
    BOTH = "both", _("Keep both")
