"""What somebody is writing, kept aside from the page where they write it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views import View

from groups.spaces import actions, queries
from groups.spaces.access import get_membership_or_404, get_passage_or_404
from groups.spaces.forms import DraftForm
from network.kit.errors import Refused
from network.kit.rate import limited


@method_decorator(limited("drafts"), name="dispatch")
class DraftView(View):
    """POST what somebody is writing, from the page where they write it: answers when it was kept, or nothing when the
    form was published meanwhile.
    """

    def get(self, request, group_slug):
        return redirect("groups:group-home", group_slug=get_passage_or_404(request.user, group_slug).group.slug)

    def post(self, request, group_slug):
        membership = get_membership_or_404(request.user, group_slug)
        form = DraftForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        sent = form.cleaned_data
        if sent["erase"]:
            actions.drop_draft(membership=membership, name=sent["name"])
            return HttpResponse(status=204)
        try:
            draft = actions.save_draft(
                membership=membership, name=sent["name"], key=sent["key"], content=sent["content"]
            )
        except Refused as reason:
            return JsonResponse({"said": str(reason)}, status=409)
        return JsonResponse(queries.draft_saved(draft)) if draft else HttpResponse(status=204)
