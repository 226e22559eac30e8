"""Themes and organisations: the shared vocabulary, kept by the administrators of the network."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Organisation, Theme


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name_fr", "name_en", "parent", "position"]
    search_fields = ["name_fr", "name_en"]
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("position")]),
    ]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ["name", "kind", "commune"]
    list_filter = ["kind"]
    search_fields = ["name"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("commune")]


class ReferenceViewSetGroup(SnippetViewSetGroup):
    items = (ThemeViewSet, OrganisationViewSet)
    menu_label = _("Shared lists")
    menu_icon = "list-ul"
    menu_order = 500


register_snippet(ReferenceViewSetGroup)
