from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Compliance(TextChoices):
    """What an accessibility audit found. Without an audit of this version, it is NONE."""

    NONE = "none", _("not compliant")
    PARTIAL = "partial", _("partially compliant")
    FULL = "full", _("fully compliant")


class FooterPlace(TextChoices):
    NOWHERE = "", _("Not in the footer")
    NETWORK = "network", _("Column of the network")
    LEGAL = "legal", _("Last line")


class ActionFormat(TextChoices):
    CYCLE = "cycle", _("Training cycle")
    WORKSHOP = "atelier", _("Workshop")
    WORKING_GROUP = "groupe-de-travail", _("Working group")
    BREAKFAST = "petit-dejeuner", _("Breakfast talk")
    DATA = "observations-et-territoires", _("Data and territories meeting")
    STUDY = "etude-en-debat", _("Study under debate")
    SATURDAY = "samedi-des-elus", _("Elected officials’ Saturday")
    CONFERENCE = "rencontre", _("Conference")
    ONLINE = "webinaire", _("Webinar")
    OTHER = "autre", _("Event")
