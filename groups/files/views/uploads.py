"""Files sent piece by piece, in the words of tus 1.0 (creation, termination, expiration), and finished by a form.

Every refusal is JSON: `said` is the sentence for the person.
"""

import base64
import binascii
import uuid
from datetime import UTC

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View

from groups.files import access, actions, forms, queries
from network.kit import unfinished
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited
from network.kit.unfinished import BusyError

from .base import AddingView, of_member

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
BLOCK = 256 * 1024


def answer(status=204, **headers):
    response = HttpResponse(status=status)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "private, no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def refusal(reason, **more):
    said = str(reason)
    said = f"{said[:1].upper()}{said[1:]}"
    return JsonResponse({"said": said, **more}, status=reason.status)


def choices_after(reason, member):
    """Whether a name is taken, so that somebody chooses, and whether a new version is theirs to give; or whether it is
    enough to wait for what one is sending.
    """
    if isinstance(reason, actions.TooManyBegun):
        return {"wait": True}
    if not isinstance(reason, actions.NameTaken):
        return {}
    return {"taken": True, "mine": access.can_change_file(member, reason.file)}


def other_version(request):
    """The answer to who speaks another version of the protocol; None to all others."""
    same = request.headers.get("Tus-Resumable") == VERSION
    return None if same else answer(412, Tus_Version=VERSION)


def announced(request):
    """What the headers of a creation say, as form fields. What can't be read is left out, and the form refuses it."""
    found = {"size": request.headers.get("Upload-Length", ""), "key": str(uuid.uuid4())}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[{"filename": "name"}.get(name, name)] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


@method_decorator(limited("sendings"), name="dispatch")
class UploadListView(AddingView):
    """GET what one began to send here and has not finished; POST to announce a file."""

    def get(self, request, group_slug):
        passage, _folder = self.place(request, group_slug)
        going_on = queries.uploads_to_go_on_with(passage.membership)
        return JsonResponse({"uploads": [as_json(upload) for upload in going_on]})

    def post(self, request, group_slug):
        passage, folder = self.place(request, group_slug)
        if wrong := other_version(request):
            return wrong
        form = forms.UploadForm(announced(request))
        if not form.is_valid():
            return JsonResponse({"said": _("The sending could not begin. Try again.")}, status=400)
        try:
            upload = actions.begin_upload(member=passage.membership, folder=folder, **form.cleaned_data)
        except Refused as reason:
            return refusal(reason, **choices_after(reason, passage.membership))
        return answer(201, Location=upload.url, **about(upload))

    def options(self, request, group_slug):
        self.place(request, group_slug)
        told = {"Tus_Version": VERSION, "Tus_Extension": "creation,expiration,termination"}
        return answer(Tus_Max_Size=settings.MAX_FILE_BYTES, **told)


def about(upload):
    until = http_date(upload.kept_until.astimezone(UTC).timestamp())
    return {"Upload_Offset": actions.offset_of(upload=upload), "Upload_Expires": until}


def as_json(upload):
    shown = {"url": upload.url, "name": upload.name, "mark": upload.mark, "size": upload.size}
    return shown | {"offset": actions.offset_of(upload=upload), "folder": upload.folder_id}


class OneUploadView(View):
    def mine(self, request, group_slug, upload_key):
        membership, _passage = of_member(request, group_slug)
        return membership, access.get_upload_or_404(membership, upload_key)


class UploadDetailView(OneUploadView):
    """HEAD: how much arrived. PATCH: the next piece. DELETE: given up."""

    http_method_names = ["head", "patch", "delete"]

    def head(self, request, group_slug, upload_key):
        _member, upload = self.mine(request, group_slug, upload_key)
        return other_version(request) or answer(200, Upload_Length=upload.size, **about(upload))

    def patch(self, request, group_slug, upload_key):
        _member, upload = self.mine(request, group_slug, upload_key)
        if wrong := other_version(request):
            return wrong
        offset = whole_number(request.headers.get("Upload-Offset", ""))
        if request.content_type != PIECE or offset is None:
            return answer(415 if offset is not None else 400)
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
        try:
            stands = actions.add_piece(upload=upload, offset=offset, blocks=blocks_of(request), length=length)
        except BusyError:
            return answer(423)
        except actions.ElsewhereError as where:
            return answer(409, Upload_Offset=where.offset)
        except Refused as reason:
            return refusal(reason)
        return answer(**about(upload) | {"Upload_Offset": stands})

    def delete(self, request, group_slug, upload_key):
        _member, upload = self.mine(request, group_slug, upload_key)
        if wrong := other_version(request):
            return wrong
        try:
            with unfinished.held(upload.key):
                actions.give_up_upload(upload=upload)
        except unfinished.BusyError:
            return answer(423)
        return answer()


def blocks_of(request):
    """What the browser sends, as far as it comes: of a line that is cut, what came is kept."""
    try:
        while block := request.read(BLOCK):
            yield block
    except OSError:
        return


@method_decorator(limited("sendings"), name="dispatch")
class UploadFinishView(OneUploadView):
    """POST, when all is there: a file of the group. JSON as the deposit answers it."""

    http_method_names = ["post"]

    def post(self, request, group_slug, upload_key):
        membership, upload = self.mine(request, group_slug, upload_key)
        form = forms.OnSameForm(request.POST)
        on_same = form.cleaned_data["on_same"] if form.is_valid() else ""
        try:
            file = actions.finish_upload(member=membership, upload=upload, on_same=on_same)
        except BusyError:
            return answer(423)
        except Refused as reason:
            return refusal(reason, **choices_after(reason, membership))
        return JsonResponse({"id": file.pk, "name": file.name, "url": file.url})


@method_decorator(limited("sendings"), name="dispatch")
class FolderPathView(AddingView):
    """POST `path`: the folder at its end, made as far as it is missing."""

    http_method_names = ["post"]

    def post(self, request, group_slug):
        passage, folder = self.place(request, group_slug)
        form = forms.PathForm(request.POST)
        if not form.is_valid() or not form.cleaned_data["path"]:
            return JsonResponse({"said": _("This folder has no name that can be kept.")}, status=422)
        try:
            made = actions.make_path(member=passage.membership, names=form.cleaned_data["path"], parent=folder)
        except Refused as reason:
            return refusal(reason)
        return JsonResponse({"id": made.pk, "name": made.name, "url": made.url})
