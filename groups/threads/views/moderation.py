"""Reporting a message, and what those who facilitate decide."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import Passage, get_facilitator_or_404
from groups.threads import access, actions, queries
from groups.threads.forms import ReportForm, StatementForm
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .base import ActView, of_member, of_post, page_of_list, post_for_member, thread_for_facilitator


def files_under(post, membership):
    """What the message shows besides its words: part of what is reported and decided about."""
    return queries.files_of_posts([post.pk], Passage.of(membership)).get(post.pk, ())


@method_decorator(limited("reports"), name="dispatch")
class PostReportView(View):
    def get(self, request, group_slug, thread_id, post_number):
        membership, post = self.reported(group_slug, thread_id, post_number)
        return self.page(membership, post, ReportForm())

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = self.reported(group_slug, thread_id, post_number)
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self.page(membership, post, form, status=422)
        said = {name: form.cleaned_data[name] for name in ("reason", "details", "key")}
        try:
            actions.report_post(post=post, member=membership, **said)
        except Refused as reason:
            return self.page(membership, post, form, status=refused(form, reason))
        messages.success(request, _("Your report was received. You will be told what is decided."))
        return arrived(form, post.url)

    def reported(self, group_slug, thread_id, post_number):
        membership, post = post_for_member(self.request, group_slug, thread_id, post_number)
        if not access.can_report_post(membership, post):
            raise Http404
        return membership, post

    def page(self, membership, post, form, *, status=200):
        context = of_post(membership, post, form=form, files=files_under(post, membership))
        return render(self.request, "groups/threads/post_report.html", context, status=status)


class ReportListView(View):
    """`?page=`: the reports of the group; `?log=`: what was decided and done."""

    def get(self, request, group_slug):
        membership = get_facilitator_or_404(request.user, group_slug)
        lists = {
            "reports": page_of_list(request, queries.reports_for_list(membership)),
            "log": page_of_list(request, queries.log_for_list(membership), "log"),
        }
        return render(request, "groups/threads/report_list.html", of_member(membership, **lists) | {"tab": "admin"})


@method_decorator(limited("changes"), name="dispatch")
class DecisionView(View):
    """A message in front of those who facilitate: POST a reason to hide it."""

    def decided(self, membership, post, form, **extra):
        try:
            actions.hide_post(post=post, by=membership, statement=form.cleaned_data["statement"])
        except Refused as reason:
            return self.page(membership, post, form, status=refused(form, reason), **extra)
        messages.success(self.request, _("The message is hidden, and its author has received your reason."))
        return arrived(form, self.back(post))


class ReportDetailView(DecisionView):
    """POST with `keep`: the message stays where it is, or is gone anyway."""

    def get(self, request, group_slug, report_id):
        membership, report = self.report(group_slug, report_id)
        return self.page(membership, report.post, StatementForm(), report=report)

    def post(self, request, group_slug, report_id):
        membership, report = self.report(group_slug, report_id)
        if not access.can_decide_about(membership, report.post):
            raise Http404
        form = StatementForm(request.POST)
        is_valid = form.is_valid()
        if "keep" in request.POST:
            return self.kept(membership, report, form)
        if not is_valid:
            return self.page(membership, report.post, form, status=422, report=report)
        return self.decided(membership, report.post, form, report=report)

    def kept(self, membership, report, form):
        done = _("The report is closed, and whoever sent it has been told.")
        acted(self.request, lambda: actions.keep_reported(report=report, by=membership), done)
        return arrived(form, self.back(report.post))

    def report(self, group_slug, report_id):
        membership = get_facilitator_or_404(self.request.user, group_slug)
        return membership, access.get_report_or_404(membership, report_id)

    def back(self, post):
        return reverse("groups:report-list", args=[post.thread.group.slug])

    def page(self, membership, post, form, *, status=200, report=None):
        decides = access.can_decide_about(membership, post)
        deciders = [] if decides else queries.deciders_about(post)
        said = {"reports": queries.reports_of(post, membership), "decides": decides, "deciders": deciders}
        said["files"] = files_under(post, membership)
        context = of_post(membership, post, report=report, form=form, **said)
        return render(self.request, "groups/threads/report_detail.html", context | {"tab": "admin"}, status=status)


class PostHideView(DecisionView):
    def get(self, request, group_slug, thread_id, post_number):
        membership, post = self.shown_post(group_slug, thread_id, post_number)
        return self.page(membership, post, StatementForm())

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = self.shown_post(group_slug, thread_id, post_number)
        form = StatementForm(request.POST)
        if not form.is_valid():
            return self.page(membership, post, form, status=422)
        return self.decided(membership, post, form)

    def shown_post(self, group_slug, thread_id, post_number):
        membership, thread = thread_for_facilitator(self.request, group_slug, thread_id)
        post = access.get_post_with_trace_or_404(thread, post_number)
        if not access.can_hide_post(membership, post):
            raise Http404
        return membership, post

    def back(self, post):
        return post.url

    def page(self, membership, post, form, *, status=200):
        context = of_post(membership, post, form=form, files=files_under(post, membership))
        return render(self.request, "groups/threads/post_hide.html", context, status=status)


@method_decorator(limited("changes"), name="dispatch")
class PostRestoreView(ActView):
    """POST: those who facilitate give a deleted or hidden message back."""

    def post(self, request, group_slug, thread_id, post_number):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        post = access.get_post_with_trace_or_404(thread, post_number)
        acted(request, lambda: actions.restore_post(post=post, by=membership))
        return redirect(post.url)
