"""The bytes of a file and its history. One function gives them all out."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.files import access, actions, forms, queries
from groups.spaces.access import Passage
from network.kit import private_files
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .base import OneFileView, file_page, file_room, held_page


class FileDownloadView(OneFileView):
    """The bytes of the current version. POST, as the button does, also counts what a member downloads; GET changes
    nothing.
    """

    def get(self, request, group_slug, file_id):
        _passage, file = self.file(group_slug, file_id)
        return bytes_of(request, access.get_version_or_404(file, file.version_count))

    def post(self, request, group_slug, file_id):
        passage, file = self.file(group_slug, file_id)
        response = bytes_of(request, access.get_version_or_404(file, file.version_count))
        if passage.membership is not None and private_files.begins(request, response):
            actions.count_download(file=file)
        return response


class VersionDetailView(OneFileView):
    """A version to look at: its pictures, when it was ever seen, or how to read it."""

    def get(self, request, group_slug, file_id, version_number):
        passage, file = self.file(group_slug, file_id)
        version = access.get_version_or_404(file, version_number)
        pages = queries.pages_of(file, version.number) if access.can_give_out(version) else ()
        about = {"pages": pages, "can_change": access.can_change_file(passage.membership, file)}
        return file_room(request, "version_detail.html", passage, file=file, version=version, **about)


class VersionDownloadView(OneFileView):
    def get(self, request, group_slug, file_id, version_number):
        _passage, file = self.file(group_slug, file_id)
        return bytes_of(request, access.get_version_or_404(file, version_number))


def bytes_of(request, version):
    if not access.can_give_out(version):
        return held_page(request, version)
    about = {"name": version.file.name, "content_type": version.content_type, "etag": version.etag.hex}
    return private_files.serve(request, version.bytes_key, **about)


@method_decorator(limited("uploads"), name="dispatch")
class VersionAddView(OneFileView):
    """POST another version of a file."""

    def get(self, request, group_slug, file_id):
        _passage, file = self.file(group_slug, file_id)
        return redirect(file.url)

    def post(self, request, group_slug, file_id):
        membership, file = self.mine(group_slug, file_id)
        form = forms.VersionForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.again(membership, file, form, status=422)
        sent = form.cleaned_data
        try:
            with actions.arriving(blocks=sent["file"].chunks(), name=sent["file"].name) as arrived:
                about = {"member": membership, "file": file, "comment": sent["comment"], "key": sent["key"]}
                actions.add_version(arrived=arrived, **about)
        except Refused as reason:
            return self.again(membership, file, form, status=refused(form, reason, "file"))
        messages.success(request, _("The new version is here; earlier ones stay in the history."))
        return redirect(file.url)

    def again(self, membership, file, form, *, status):
        return file_page(self.request, Passage.of(membership), file, form, status=status)


@method_decorator(limited("changes"), name="dispatch")
class VersionTakeUpView(OneFileView):
    """POST: an earlier version becomes the current one."""

    def post(self, request, group_slug, file_id, version_number):
        membership, file = self.mine(group_slug, file_id)
        if acted(request, lambda: actions.take_up_version(member=membership, file=file, number=version_number)):
            messages.success(request, _("This version is the current one again."))
        return redirect(file.url)
