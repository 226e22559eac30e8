"""Folders."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.files import access, actions, forms, queries
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .base import chosen_folder, file_room, of_member, url_of


@method_decorator(limited("changes"), name="dispatch")
class FolderNewView(View):
    """A folder in the one of `?folder=`, or at the top."""

    def get(self, request, group_slug):
        membership, passage = self.writer(request, group_slug)
        return self.page(passage, self.form(membership, initial={"parent": request.GET.get("folder", "")}))

    def post(self, request, group_slug):
        membership, passage = self.writer(request, group_slug)
        form = self.form(membership, request.POST)
        if not form.is_valid():
            return self.page(passage, form, status=422)
        sent = form.cleaned_data
        try:
            about = {"name": sent["name"], "parent": chosen_folder(passage, form, "parent"), "key": sent["key"]}
            return redirect(actions.create_folder(member=membership, **about).url)
        except Refused as reason:
            return self.page(passage, form, status=refused(form, reason, "name"))

    def writer(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        return membership, passage

    def form(self, membership, *args, but=(), **kwargs):
        return forms.FolderForm(*args, places=queries.places_to_choose(membership.group, but=but), **kwargs)

    def page(self, passage, form, *, status=200, folder=None):
        return file_room(self.request, "folder_form.html", passage, status=status, form=form, folder=folder)


class FolderEditView(FolderNewView):
    """Another name, or another place."""

    def get(self, request, group_slug, folder_id):
        membership, passage, folder = self.mine(request, group_slug, folder_id)
        initial = {"name": folder.name, "parent": str(folder.parent_id or "")}
        return self.page(passage, self.form(membership, but=[folder.pk], initial=initial), folder=folder)

    def post(self, request, group_slug, folder_id):
        membership, passage, folder = self.mine(request, group_slug, folder_id)
        form = self.form(membership, request.POST, but=[folder.pk])
        if not form.is_valid():
            return self.page(passage, form, status=422, folder=folder)
        try:
            about = {"name": form.cleaned_data["name"], "parent": chosen_folder(passage, form, "parent")}
            actions.edit_folder(member=membership, folder=folder, **about)
        except Refused as reason:
            return self.page(passage, form, status=refused(form, reason, "name"), folder=folder)
        return redirect(folder.url)

    def mine(self, request, group_slug, folder_id):
        membership, passage = of_member(request, group_slug)
        folder = access.get_folder_or_404(passage, folder_id)
        if not access.can_change_folder(membership, folder):
            raise Http404
        return membership, passage, folder


class FolderDeleteView(FolderEditView):
    """POST: into the bin, with what it holds."""

    http_method_names = ["post"]

    def post(self, request, group_slug, folder_id):
        membership, _passage, folder = self.mine(request, group_slug, folder_id)
        if not acted(request, lambda: actions.delete_folder(member=membership, folder=folder)):
            return redirect(folder.url)
        back = f"{reverse('groups:files-restore', args=[group_slug])}?folders={folder.pk}"
        messages.success(request, _("The folder is in the bin for thirty days, with what it holds."), extra_tags=back)
        return redirect(folder.parent.url if folder.parent else url_of(membership.group))
