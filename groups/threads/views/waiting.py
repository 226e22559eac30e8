"""Threads that wait for their hour."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import draft_of, get_facilitator_or_404
from groups.spaces.queries import draft_for_page, known_tags
from groups.threads import access, actions, queries
from groups.threads.forms import RescheduleForm, ScheduledForm
from network.kit.acts import acted
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .attaching import asks_for_files, attaching, received
from .base import ActView, WritingView, give_back_refused, of_member, page_of_list


class ScheduledListView(View):
    def get(self, request, group_slug):
        membership = get_facilitator_or_404(request.user, group_slug)
        page = page_of_list(request, queries.scheduled_for_list(membership.group))
        return render(request, "groups/threads/scheduled_list.html", of_member(membership, page=page))


@method_decorator(limited("changes"), name="dispatch")
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
            can_schedule=access.can_schedule_thread(membership),
            files=queries.files_of_scheduled(scheduled, membership),
            body=queries.shown_html(scheduled.body, membership.user, membership.group),
        )
        return render(self.request, "groups/threads/scheduled_detail.html", context, status=status)


class ScheduledEditView(WritingView):
    """Its author gives it other words."""

    def get(self, request, group_slug, scheduled_id):
        membership, scheduled = self.own(group_slug, scheduled_id)
        draft = draft_for_page(draft_of(membership, scheduled.target))
        names = ("kind", "title", "tags", "body", "publish_at")
        initial = {name: getattr(scheduled, name) for name in names} | {"attached": queries.scheduled_ids(scheduled)}
        return self.page(membership, scheduled, ScheduledForm(membership=membership, initial=initial), draft=draft)

    def post(self, request, group_slug, scheduled_id):
        membership, scheduled = self.own(group_slug, scheduled_id)
        form = ScheduledForm(request.POST, request.FILES, membership=membership)
        taken = received(form, membership)
        if asks_for_files(request):
            return self.page(membership, scheduled, form.unjudged())
        if not taken:
            return self.page(membership, scheduled, form, status=422)
        if preview := self.preview_of(form, membership):
            return self.page(membership, scheduled, form, preview=preview)
        try:
            kept = actions.edit_scheduled(scheduled=scheduled, by=membership, **form.words())
        except Refused as reason:
            return give_back_refused(request, reason)
        if kept.problem:
            messages.success(request, _("The text is saved. It is still held back: choose another hour to publish it."))
        else:
            messages.success(request, _("The text is saved, and will be published at the hour you chose."))
        return arrived(form, reverse("groups:scheduled-list", args=[group_slug]))

    def own(self, group_slug, scheduled_id):
        membership = get_facilitator_or_404(self.request.user, group_slug)
        scheduled = access.get_scheduled_or_404(membership, scheduled_id)
        if scheduled.author_id != membership.user_id or not access.can_schedule_thread(membership):
            raise Http404
        return membership, scheduled

    def page(self, membership, scheduled, form, *, status=200, **extra):
        extra |= attaching(self.request, form, membership)
        context = of_member(
            membership, scheduled=scheduled, form=form, known_tags=known_tags(membership.group), **extra
        )
        return render(self.request, "groups/threads/scheduled_edit.html", context, status=status)


@method_decorator(limited("changes"), name="dispatch")
class ScheduledCancelView(ActView):
    """POST: it is not published, and stays in the list."""

    page = "groups:scheduled-list"

    def post(self, request, group_slug, scheduled_id):
        membership = get_facilitator_or_404(request.user, group_slug)
        scheduled = access.get_scheduled_or_404(membership, scheduled_id)
        try:
            if actions.hold_scheduled(scheduled=scheduled, by=membership):
                messages.success(request, _("The discussion will not be published. Choose another hour, or delete it."))
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect("groups:scheduled-detail", group_slug=group_slug, scheduled_id=scheduled_id)


@method_decorator(limited("changes"), name="dispatch")
class ScheduledDeleteView(ActView):
    """POST: what was held back goes for good."""

    page = "groups:scheduled-list"

    def post(self, request, group_slug, scheduled_id):
        membership = get_facilitator_or_404(request.user, group_slug)
        scheduled = access.get_scheduled_or_404(membership, scheduled_id)
        done = _("The discussion that was not published is deleted.")
        if not acted(request, lambda: actions.delete_scheduled(scheduled=scheduled, by=membership), done):
            return redirect("groups:scheduled-detail", group_slug=group_slug, scheduled_id=scheduled_id)
        return redirect("groups:scheduled-list", group_slug=group_slug)
