"""What the whole network shares: themes, territories, organisations, public tags."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.kit.fields import SingleLineField

from .enums import OrganisationType


class Named(models.Model):
    name_fr = SingleLineField(_("French name"), max_length=120)
    name_en = SingleLineField(_("English name"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_fr


class Theme(Named):
    slug = models.SlugField(unique=True, max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="theme_not_its_own_parent")
        ]


class Tag(models.Model):
    """A word of the public site. Groups have tags of their own: a shared list would leak words between them."""

    slug = models.SlugField(unique=True, max_length=80)
    name = SingleLineField(max_length=80)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Epci(models.Model):
    siren = models.CharField(max_length=9, unique=True)
    name = SingleLineField(max_length=160)
    full_name = SingleLineField(max_length=200)
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=5)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    insee = models.CharField(max_length=5, unique=True)
    name = SingleLineField(max_length=120)
    slug = models.SlugField(unique=True, max_length=120)
    population = models.PositiveIntegerField(default=0)
    epci = models.ForeignKey(Epci, models.PROTECT, null=True, related_name="communes")
    ept = models.ForeignKey(Epci, models.PROTECT, null=True, related_name="ept_communes")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Qpv(models.Model):
    """A priority neighbourhood; the code is unique within a generation of the map."""

    code = models.CharField(max_length=8)
    generation = models.PositiveSmallIntegerField()
    name = SingleLineField(max_length=160)
    communes = models.ManyToManyField(Commune, related_name="qpv")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "generation"], name="qpv_code_once_a_generation")]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    name = SingleLineField(max_length=160, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationType.choices, default=OrganisationType.OTHER)
    commune = models.ForeignKey(Commune, models.SET_NULL, null=True, blank=True, related_name="organisations")

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name
