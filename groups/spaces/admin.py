"""Groups in the CMS: their cards and their state, for the administrators of the network. Never what is said inside."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from network.kit.forms import PlainTextField, RichTextField, SingleLineInput
from network.kit.wagtail import AdministratorsOnly
from network.people.models import User

from . import actions
from .actions.cards import update_card
from .enums import Entry, Hue, Visibility
from .models import Group

CARD = [
    "name", "short_name", "abbreviation", "hue", "audience", "description", "meets", "theme", "contact_email",
    "visibility", "entry", "confidential", "files_megabytes",
]  # fmt: skip


class GroupPolicy(AdministratorsOnly):
    """A group is archived, never deleted: what its members wrote would go with it."""

    def user_has_permission(self, user, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class CardForm(forms.ModelForm):
    required_css_class = "required"

    name = SingleLineInput(label=_("Name"), max_length=120)
    short_name = SingleLineInput(
        label=_("Short name"), max_length=40, help_text=_("In menus and lists, where the whole name has no room.")
    )
    abbreviation = SingleLineInput(
        label=_("Two letters"), max_length=2, required=False,
        help_text=_("In the coloured square of the group. Left empty: the first letters of the short name."),
    )  # fmt: skip
    hue = forms.TypedChoiceField(label=_("Colour"), choices=Hue.choices, coerce=int, initial=Hue.TEAL)
    description = PlainTextField(label=_("Description"), max_length=2000, required=False)

    class Meta:
        model = Group
        fields = CARD
        labels = {"visibility": _("Visibility")}
        widgets = {"visibility": forms.RadioSelect, "entry": forms.RadioSelect}


class GroupCreationForm(CardForm):
    slug = forms.SlugField(
        label=_("Address"), max_length=80, required=False,
        help_text=_("Part of the group's web address; it does not change afterwards. Left empty: made of the name."),
    )  # fmt: skip
    facilitator = forms.EmailField(
        label=_("Who facilitates"), help_text=_("The e-mail address of an account. More people can be named inside.")
    )
    field_order = ["name", "slug", "short_name"]

    class Meta(CardForm.Meta):
        fields = ["slug", *CARD]

    def clean_facilitator(self) -> User:
        """A sign-up that nobody confirmed is nobody's yet: anybody can have typed that address."""
        confirmed = User.objects.present().exclude(pk__in=User.objects.never_confirmed())
        person = confirmed.filter(email__iexact=self.cleaned_data["facilitator"]).first()
        if person is None:
            raise ValidationError(_("No account has this address. Open the account first."))
        return person


class GroupEditForm(CardForm):
    welcome = RichTextField(label=_("Welcome area"), required=False)

    class Meta(CardForm.Meta):
        fields = [*CARD, "welcome"]


class GroupCreateView(generic.CreateView):
    success_message = _("The group “%(object)s” exists.")

    def save_instance(self) -> Group:
        fields = dict(self.form.cleaned_data)
        facilitator = fields.pop("facilitator")
        group = actions.create_group(by=self.request.user, facilitator=facilitator, **fields)
        log(instance=group, action="wagtail.create")
        return group


class GroupEditView(generic.EditView):
    success_message = _("The card of “%(object)s” is up to date.")

    def save_instance(self) -> Group:
        changed = {name: self.form.cleaned_data[name] for name in self.form.changed_data}
        group = update_card(group=self.object, by=self.request.user, **changed)
        self.has_content_changes = bool(changed)
        log(instance=group, action="wagtail.edit", content_changed=self.has_content_changes)
        return group

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if self.object.is_archived:
            return [
                Button(_("Reopen the group"), url=reverse("spaces:restore", args=[self.object.pk]), icon_name="undo")
            ]
        return [Button(_("Archive the group"), url=reverse("spaces:archive", args=[self.object.pk]), icon_name="lock")]


class GroupStateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, DetailView):
    """Asks first; the group's members are not told here."""

    model = Group
    permission_required = "change"
    template_name = "groups/spaces/admin/group_state.html"
    question = explanation = button = done = ""
    action = None

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def post(self, request, *args, **kwargs):
        group = self.get_object()
        type(self).action(group=group)
        log(instance=group, action="wagtail.edit", content_changed=True)
        messages.success(request, self.done % {"group": group})
        return redirect("spaces:edit", group.pk)


class GroupArchiveView(GroupStateView):
    page_title = button = _("Archive the group")
    question = _("Archive this group?")
    explanation = _("Its members can still read everything; nobody writes any more, and it leaves the list of groups.")
    done = _("“%(group)s” is archived.")
    action = staticmethod(actions.archive_group)


class GroupRestoreView(GroupStateView):
    page_title = button = _("Reopen the group")
    question = _("Reopen this group?")
    explanation = _("Its members can write again, and it is back in the list of groups if it is listed.")
    done = _("“%(group)s” is open again.")
    action = staticmethod(actions.restore_group)


class GroupFilterSet(WagtailFilterSet):
    visibility = ChoiceFilter(label=_("Visibility"), choices=Visibility.choices)
    entry = ChoiceFilter(label=_("Way in"), choices=Entry.choices)

    class Meta:
        model = Group
        fields = ["visibility", "entry"]


class GroupViewSet(ModelViewSet):
    model = Group
    name = "spaces"
    icon = "group"
    menu_label = _("Groups of the network")
    menu_order = 490
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    ordering = ["name"]
    search_fields = ["name", "short_name", "audience"]
    filterset_class = GroupFilterSet
    list_display = [
        "name",
        Column(
            "visibility", label=_("Visibility"), accessor=lambda group: _("Hidden") if group.is_hidden else _("Listed")
        ),
        Column("entry", label=_("Way in"), accessor="get_entry_display"),
        Column("member_count", label=_("Members"), sort_key="member_count"),
        BooleanColumn("confidential", label=_("Confidential")),
        DateColumn("archived_at", label=_("Archived on"), sort_key="archived_at"),
    ]
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView

    @property
    def permission_policy(self) -> GroupPolicy:
        return GroupPolicy(self.model)

    def get_form_class(self, for_update: bool = False):  # noqa: FBT001, FBT002 - Wagtail's own signature
        return GroupEditForm if for_update else GroupCreationForm

    def get_urlpatterns(self) -> list:
        common = {"permission_policy": self.permission_policy}
        return [
            *super().get_urlpatterns(),
            path("archive/<int:pk>/", GroupArchiveView.as_view(**common), name="archive"),
            path("restore/<int:pk>/", GroupRestoreView.as_view(**common), name="restore"),
        ]
