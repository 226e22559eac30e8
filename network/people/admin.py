"""Accounts in the CMS: for the administrators of the network. Every change goes through the room's actions."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.log_actions import log
from wagtail.users.views import groups as wagtail_groups
from wagtail.users.views import users as wagtail_users

from network.kit.errors import Refused
from network.kit.forms import SingleLineInput
from network.kit.wagtail import AdministratorsOnly

from . import actions, queries
from .models import User

ROLES = {"Editors": _("Writes pages and proposes them"), "Moderators": _("Writes pages and publishes them")}
"""Those that Wagtail brings, by the names that it gives them."""


class PersonForm(forms.ModelForm):
    """What an administrator decides about an account. The password stays the person's own affair."""

    required_css_class = "required"

    function = SingleLineInput(label=_("Function"), max_length=120, required=False)
    organisation = SingleLineInput(label=_("Organisation"), max_length=160, required=False)
    is_superuser = forms.BooleanField(
        label=_("Administrator of the network"),
        required=False,
        help_text=_("Manages accounts, groups and the public site. Reads no private group without saying why."),
    )

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "language", "is_superuser", "groups"]
        labels = {"groups": _("Roles on the public site")}
        help_texts = {"groups": ""}
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = lambda role: ROLES.get(role.name, role.name)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if self.takes_over(email):
            return email
        if EmailAddress.objects.filter(email=email).exclude(user=self.instance.pk).exists():
            raise ValidationError(_("This address already has an account."))
        return email

    def takes_over(self, email: str) -> bool:
        return False


class PersonCreationForm(PersonForm):
    """An address that nothing but an unconfirmed sign-up holds is free: anybody can have typed it there."""

    field_order = ["email", "first_name", "last_name", "function", "organisation"]

    def takes_over(self, email: str) -> bool:
        return queries.is_never_confirmed(email)

    def _get_validation_exclusions(self) -> set[str]:
        """Django has no public word for it: the sign-up still holds its row, which goes when this account is opened."""
        free = {"email"} if self.takes_over(self.cleaned_data.get("email", "")) else set()
        return super()._get_validation_exclusions() | free


class PersonEditForm(PersonForm):
    approved = forms.BooleanField(
        label=_("Member of the network"), required=False, help_text=_("Ticking it sends a mail that says welcome.")
    )
    active = forms.BooleanField(
        label=_("May sign in"),
        required=False,
        help_text=_("Unticking it suspends the account: sessions end at once, what was written stays, signed."),
    )
    field_order = [*PersonCreationForm.field_order, "language", "approved", "active", "is_superuser", "groups"]

    def __init__(self, *args, editing_self: bool, **kwargs):
        super().__init__(*args, **kwargs)
        profile = queries.profile_of(self.instance)
        self.initial |= {
            "function": profile.function,
            "organisation": profile.organisation_label,
            "approved": self.instance.is_approved,
            "active": self.instance.is_active,
        }
        self.fields["approved"].disabled = self.instance.is_approved
        if editing_self:
            del self.fields["active"], self.fields["is_superuser"]


class SavesPerson:
    """A refusal of the actions becomes an error of the form; nothing of the form is kept then."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_profile(self, person: User) -> None:
        said = self.form.cleaned_data
        themes = list(queries.profile_of(person).themes.all())
        fields = ("first_name", "last_name", "language", "function", "organisation")
        actions.update_profile(person=person, themes=themes, **{name: said[name] for name in fields})


class PersonCreateView(SavesPerson, wagtail_users.CreateView):
    page_title = _("Open an account")
    success_message = _("The account of %(object)s is open. They sign in with a code sent to their address.")

    def save_instance(self) -> User:
        said = self.form.cleaned_data
        person = actions.open_account(**{name: said[name] for name in ("email", "first_name", "last_name", "language")})
        if said["is_superuser"]:
            actions.set_administrator(person=person, is_one=True, by=self.request.user)
        person.groups.set(said["groups"])
        self.save_profile(person)
        log(instance=person, action="wagtail.create")
        return person


class PersonEditView(SavesPerson, wagtail_users.EditView):
    success_message = _("The account of %(object)s is up to date.")

    def save_instance(self) -> User:
        by, said = self.request.user, self.form.cleaned_data
        self.form.instance.is_superuser = self.form.initial["is_superuser"]  # our own action changes it
        person = super().save_instance()
        if "is_superuser" in self.form.changed_data:
            actions.set_administrator(person=person, is_one=said["is_superuser"], by=by)
        self.save_profile(person)
        if "email" in self.form.changed_data:
            self.move_to_address(person, self.form.initial["email"])
        if said["approved"] and not person.is_approved:
            actions.approve(person=person, by=by)
        if said.get("active", person.is_active) != person.is_active:
            change = actions.restore if said["active"] else actions.suspend
            change(person=person, by=by)
        return person

    def move_to_address(self, person: User, former: str) -> None:
        """The new address opens the account from now on; both are told, and the person's sessions end."""
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        context = {"from_email": former, "to_email": person.email}
        get_adapter(self.request).send_notification_mail("account/email/email_changed", person, context, email=former)


class PersonDeleteView(wagtail_users.DeleteView):
    """What the person wrote stays, signed « Ancien membre ». Refused while a record must keep their name."""

    success_message = _("The account of %(object)s is deleted. What they wrote stays, without their name.")

    def dispatch(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            return self.explain(str(refusal))
        except ProtectedError:
            return self.explain(
                _("This person entered groups exceptionally, and the record of it keeps their name. Suspend them.")
            )

    def explain(self, text: str):
        messages.error(self.request, text)
        return redirect(self.edit_url_name, self.object.pk)

    def delete_action(self) -> None:
        actions.leave_an_administrator(without=self.object)
        actions.end_sessions(person=self.object)
        super().delete_action()


class PersonIndexView(wagtail_users.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    page_title = _("People")
    add_item_label = _("Open an account")

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(wagtail_users.UserColumn)
        return [
            name("name", accessor=str, label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            DateColumn("approved_at", label=_("Member since"), sort_key="approved_at"),
            BooleanColumn("is_active", label=_("May sign in"), sort_key="is_active"),
            BooleanColumn("is_superuser", label=_("Administrator of the network"), sort_key="is_superuser"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]


class PersonViewSet(wagtail_users.UserViewSet):
    menu_label = _("People")
    template_prefix = ""
    copy_view_enabled = False
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView

    @property
    def permission_policy(self) -> AdministratorsOnly:
        return AdministratorsOnly(self.model)

    def get_form_class(self, for_update: bool = False):  # noqa: FBT001, FBT002 - Wagtail's own signature
        return PersonEditForm if for_update else PersonCreationForm


class RoleViewSet(wagtail_groups.GroupViewSet):
    @property
    def permission_policy(self) -> AdministratorsOnly:
        return AdministratorsOnly(self.model)
