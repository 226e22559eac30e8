"""What a page where somebody writes asks for: files of the group to choose, and a place for those that it sends."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from groups.files import access, actions, forms, queries
from network.kit.errors import Refused
from network.kit.fields import single_line, whole_number
from network.kit.rate import limited

from .base import of_member

IDS_MAX = 20


class AttachingView(View):
    def member(self, group_slug):
        membership, passage = of_member(self.request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        return membership, passage

    def rows(self, files):
        return render(self.request, "groups/files/_attached_rows.html", {"files": files})


@method_decorator(limited("suggestions", reads=True), name="dispatch")
class FileChoicesView(AttachingView):
    """`?q=`: files of the group whose name has these words, to choose from; `?ids=1,2`: those that a draft names."""

    def get(self, request, group_slug):
        membership, passage = self.member(group_slug)
        if "ids" in request.GET:
            ids = [n for text in request.GET["ids"].split(",") if (n := whole_number(text)) is not None][:IDS_MAX]
            return self.rows(queries.files_in_order(access.files_to_read(passage), ids))
        words = single_line(request.GET.get("q", ""))[:100]
        context = {"choices": queries.files_to_choose(membership.group, words), "words": words}
        return render(request, "groups/files/_choices.html", context)


@method_decorator(limited("uploads"), name="dispatch")
class FileAttachView(AttachingView):
    """POST a file that goes with a message: kept in the folder made for that. Answers its row, or why not."""

    def post(self, request, group_slug):
        membership, _passage = self.member(group_slug)
        form = forms.AttachForm(request.POST, request.FILES)
        if not form.is_valid():
            said = " ".join(message for found in form.errors.values() for message in found)
            return JsonResponse({"said": said}, status=422)
        given = form.cleaned_data["file"]
        try:
            with actions.arriving(blocks=given.chunks(), name=given.name) as arrived:
                file = actions.keep_attachment(member=membership, arrived=arrived, key=form.cleaned_data["key"])
        except Refused as reason:
            said = str(reason)
            return JsonResponse({"said": f"{said[:1].upper()}{said[1:]}"}, status=409)
        return self.rows([file])
