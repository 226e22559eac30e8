from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationType(TextChoices):
    COMMUNE = "commune", _("Municipality")
    EPCI = "epci", _("Inter-municipal authority")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Region")
    STATE = "etat", _("State service")
    EDUCATION = "education_nationale", _("National education")
    CAF = "caf", _("Family allowance fund")
    HEALTH = "sante", _("Health body")
    LANDLORD = "bailleur", _("Social landlord")
    ASSOCIATION = "association", _("Association")
    COMMUNITY_CENTRE = "mjc_centre_social", _("Youth, culture or community centre")
    EMPLOYMENT = "mission_locale_emploi", _("Employment body")
    COMPANY = "entreprise", _("Company")
    RESEARCH = "recherche_formation", _("Research or training")
    RESIDENTS_COUNCIL = "conseil_citoyen", _("Residents’ council")
    RESOURCE_CENTRE = "centre_de_ressources", _("Resource centre")
    INDIVIDUAL = "individuel", _("Individual")
    OTHER = "autre", _("Other")
