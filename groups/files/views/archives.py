"""Several files at once, as one archive. Each counts as downloaded, unless an exceptional entry takes it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.files import access, actions, forms, queries
from groups.spaces.access import get_passage_or_404
from network.kit import zip_out
from network.kit.errors import Refused
from network.kit.rate import limited

from .base import file_room, list_left


class ArchiveView(View):
    def sent(self, passage, entries, versions, name):
        """The archive. Raises Refused for what no archive holds."""
        zip_out.check(entries)
        if passage.membership is not None:
            actions.count_downloads(ids=[version.file_id for version in versions])
        return zip_out.response(entries, name)


@method_decorator(limited("archives"), name="dispatch")
class FileArchiveView(ArchiveView):
    """POST `files` and `folders` of the group, as they are ticked in the list."""

    def post(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        form = forms.ArchiveForm(request.POST)
        form.is_valid()
        try:
            return self.archive(passage, form.cleaned_data)
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(list_left(request, passage))

    def archive(self, passage, chosen):
        paths = queries.paths_under(passage.group, chosen["folders"])
        files = access.files_of_group(passage.group, chosen["files"], folders=paths)
        versions = access.versions_given_out(files)
        entries = queries.entries_of(versions, paths)
        return self.sent(passage, entries, versions, _("Files of %(name)s") % {"name": passage.group.short_name})


@method_decorator(limited("archives"), name="dispatch")
class FolderArchiveView(ArchiveView):
    """What a folder and those in it hold: how much it is, then POST."""

    def get(self, request, group_slug, folder_id):
        passage, folder = self.folder(group_slug, folder_id)
        entries, _versions, held = self.inside(passage, folder)
        return self.page(passage, folder, entries, held)

    def post(self, request, group_slug, folder_id):
        passage, folder = self.folder(group_slug, folder_id)
        entries, versions, held = self.inside(passage, folder)
        try:
            return self.sent(passage, entries, versions, folder.name)
        except Refused as reason:
            return self.page(passage, folder, entries, held, refused=str(reason), status=409)

    def folder(self, group_slug, folder_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_folder_or_404(passage, folder_id)

    def inside(self, passage, folder):
        paths = queries.paths_under(passage.group, [folder.pk])
        files = access.files_of_group(passage.group, folders=paths)
        versions = access.versions_given_out(files)
        return queries.entries_of(versions, paths), versions, files.count() - len(versions)

    def page(self, passage, folder, entries, held, *, refused="", status=200):
        context = {"folder": folder, "count": len(entries), "size": sum(one.size for one in entries), "held": held}
        return file_room(self.request, "folder_archive.html", passage, status=status, refused=refused, **context)
