"""What is written and not published: drafts kept aside, and threads that wait for their hour."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import get_facilitator_or_404, get_membership_or_404
from groups.threads import access, actions, queries
from groups.threads.forms import DraftForm, RescheduleForm
from network.kit.errors import Refused
from network.kit.rate import limited

from .base import of_member, page_of_list


@method_decorator(limited("drafts"), name="dispatch")
class DraftView(View):
    """POST what somebody is writing, from the page where they write it: answers when it was kept, or nothing when the
    form was published meanwhile.
    """

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


class ScheduledListView(View):
    def get(self, request, group_slug):
        membership = get_facilitator_or_404(request.user, group_slug)
        page = page_of_list(request, queries.scheduled_for_list(membership.group))
        return render(request, "groups/threads/scheduled_list.html", of_member(membership, page=page))


class ScheduledDetailView(View):
    """What will be published, and its hour: POST another one."""

    def get(self, request, group_slug, scheduled_id):
        membership, scheduled = self.scheduled(group_slug, scheduled_id)
        return self.page(membership, scheduled, RescheduleForm(initial={"publish_at": scheduled.publish_at}))

    def post(self, request, group_slug, scheduled_id):
        membership, scheduled = self.scheduled(group_slug, scheduled_id)
        form = RescheduleForm(request.POST)
        if not form.is_valid():
            return self.page(membership, scheduled, form, status=422)
        try:
            actions.reschedule_thread(scheduled=scheduled, by=membership, **form.cleaned_data)
        except Refused as reason:
            form.add_error("publish_at", str(reason))
            return self.page(membership, scheduled, form, status=422)
        messages.success(request, _("The discussion will be published at the hour you chose."))
        return redirect("groups:scheduled-list", group_slug=group_slug)

    def scheduled(self, group_slug, scheduled_id):
        membership = get_facilitator_or_404(self.request.user, group_slug)
        return membership, access.get_scheduled_or_404(membership, scheduled_id)

    def page(self, membership, scheduled, form, *, status=200):
        context = of_member(
            membership,
            scheduled=scheduled,
            form=form,
            files=queries.files_of_scheduled(scheduled, membership),
            body=queries.shown_html(scheduled.body, membership.user, membership.group),
        )
        return render(self.request, "groups/threads/scheduled_detail.html", context, status=status)


class ScheduledCancelView(View):
    def post(self, request, group_slug, scheduled_id):
        membership = get_facilitator_or_404(request.user, group_slug)
        scheduled = access.get_scheduled_or_404(membership, scheduled_id)
        actions.cancel_scheduled(scheduled=scheduled, by=membership)
        messages.success(request, _("The discussion will not be published."))
        return redirect("groups:scheduled-list", group_slug=group_slug)
