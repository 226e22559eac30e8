"""The public pages and what the centre says of itself."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from network.kit import colours
from network.kit.fields import SingleLineField

from .blocks import FrontBlocks, StandardBlocks
from .enums import Compliance, FooterPlace

MARK_FILTER = "max-120x120"
ADDRESS_PANELS = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Address and search")
    )
]


class HomePage(Page):
    body = StreamField(FrontBlocks(), verbose_name=_("content"))

    template = "home/pages/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("body")]
    promote_panels = ADDRESS_PANELS
    settings_panels = []

    class Meta:
        verbose_name = _("home page")


class StandardPage(Page):
    """`fixed`: the law or the interface counts on this page, so it keeps its address and stays published."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(StandardBlocks(), blank=True, verbose_name=_("content"))
    footer = models.CharField(_("footer"), max_length=10, choices=FooterPlace.choices, blank=True, default="")
    fixed = models.BooleanField(default=False, editable=False)

    template = "home/pages/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    exclude_fields_in_copy = ["fixed"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [
        *ADDRESS_PANELS,
        MultiFieldPanel([FieldPanel("show_in_menus"), FieldPanel("footer")], _("Menu and footer")),
    ]
    settings_panels = []

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def clean(self) -> None:
        super().clean()
        if self.fixed and StandardPage.objects.filter(pk=self.pk).exclude(slug=self.slug).exists():
            raise ValidationError({"slug": _("Other pages, or the law, count on this address: it cannot change.")})


def check_accent(value: str) -> None:
    value = value.lower()
    if not colours.HEX.fullmatch(value):
        raise ValidationError(_("Write the colour as # and six digits or letters a to f, for example #006274."))
    if colours.contrast(value, colours.LIGHT_GROUND) < colours.READABLE:
        raise ValidationError(_("This colour is too light to be read on white. Choose a darker one."))


REQUIRED_BY_LAW = (
    "legal_name", "legal_form", "registered_office", "registration", "publication_director",
    "host_name", "host_address", "host_phone", "contact_email", "contact_phone",
)  # fmt: skip


@register_setting(icon="cog", order=100)
class SiteSettings(BaseSiteSetting):
    name = SingleLineField(_("name"), max_length=60, default="Traverse")
    tagline = SingleLineField(_("what it is"), max_length=60, blank=True, default="Centre de ressources")
    description = models.TextField(_("one sentence for the footer"), max_length=250, blank=True)
    mark = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("mark")
    )
    accent = models.CharField(_("accent colour"), max_length=7, blank=True, validators=[check_accent])
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = SingleLineField(_("telephone"), max_length=30, blank=True)
    address = models.TextField(_("postal address"), max_length=250, blank=True)
    legal_name = SingleLineField(_("name of the association"), max_length=150, blank=True)
    legal_form = SingleLineField(_("legal form"), max_length=100, blank=True)
    registered_office = models.TextField(_("registered office"), max_length=250, blank=True)
    registration = SingleLineField(_("SIRET and RNA numbers"), max_length=100, blank=True)
    publication_director = SingleLineField(_("publication director"), max_length=150, blank=True)
    host_name = SingleLineField(_("host"), max_length=150, blank=True)
    host_address = models.TextField(_("address of the host"), max_length=250, blank=True)
    host_phone = SingleLineField(_("telephone of the host"), max_length=30, blank=True)
    compliance = models.CharField(
        _("state of accessibility"), max_length=10, choices=Compliance.choices, default=Compliance.NONE,
        help_text=_("“Not compliant” until an audit of this version says otherwise."),
    )  # fmt: skip
    audit_date = models.DateField(_("date of the audit"), null=True, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel(f) for f in ("name", "tagline", "description", "mark", "accent")], _("Identity")),
        MultiFieldPanel([FieldPanel(f) for f in ("contact_email", "contact_phone", "address")], _("Contact")),
        MultiFieldPanel(
            [FieldPanel(f) for f in REQUIRED_BY_LAW if not f.startswith("contact_")], _("Publisher and host")
        ),
        MultiFieldPanel([FieldPanel("compliance"), FieldPanel("audit_date")], _("Accessibility")),
    ]

    class Meta:
        verbose_name = _("The site and its publisher")

    def clean(self) -> None:
        super().clean()
        self.accent = self.accent.lower()
        if self.compliance != Compliance.NONE and not self.audit_date:
            raise ValidationError({"audit_date": _("A better state than “not compliant” needs the date of its audit.")})

    @property
    def accessibility_label(self) -> str:
        return gettext("Accessibility: %(state)s") % {"state": self.get_compliance_display()}

    @property
    def accessibility_url(self) -> str:
        return "/accessibilite/"

    @property
    def accent_css_url(self) -> str:
        """The small stylesheet of the accent; nothing while the house colour is kept."""
        if not self.accent:
            return ""
        return f"{reverse('home:accent-css')}?v={self.accent_version}"

    @property
    def accent_version(self) -> str:
        return hashlib.sha256(self.accent.encode()).hexdigest()[:8]

    @property
    def mark_name(self) -> str:
        """`queries.site_settings` brings the file along; the first time of a new mark it is drawn."""
        return getattr(self, "mark_file", None) or self.mark.get_rendition(MARK_FILTER).file.name

    @property
    def mark_url(self) -> str:
        return default_storage.url(self.mark_name) if self.mark_id else ""

    def missing_facts(self) -> list[str]:
        """What the law wants to read on the legal notice, and nobody has written yet: names of the fields."""
        return [str(self._meta.get_field(name).verbose_name) for name in REQUIRED_BY_LAW if not getattr(self, name)]
