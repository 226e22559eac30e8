"""The list of discussions, what refines it, and marking all of it as read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import get_membership_or_404, get_passage_or_404
from groups.threads import access, actions, queries
from groups.threads.enums import Kind
from groups.threads.forms import wanted_of
from network.kit.fields import whole_number
from network.kit.rate import limited

from .base import ActView, page_context


@method_decorator(limited("searches", asking="q"), name="dispatch")
class ThreadListView(View):
    """What `forms.wanted_of` reads from the address; `rank` numbers the lines of a later page."""

    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        wanted = wanted_of(request.GET)
        page = queries.threads_for_list(passage, request.user, wanted)
        first = (whole_number(request.GET.get("rank", "")) or 1) if wanted.before else 1
        kept = request.GET.copy()
        for name in ("before", "rank"):
            kept.pop(name, None)
        context = page_context(passage, page=page, wanted=wanted, first=first, last=first + len(page.threads) - 1)
        context |= {"asked": kept.urlencode(), "can_start": access.can_start_thread(passage.membership)}
        context |= queries.names_asked(passage.group, wanted)
        return render(request, "groups/threads/thread_list.html", context)


class ThreadFiltersView(View):
    """The form that refines the list: a page of its own."""

    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        lists = {"tags": queries.tags_of(passage.group), "authors": queries.authors_of(passage.group)}
        context = page_context(passage, wanted=wanted_of(request.GET), kinds=Kind.choices, **lists)
        return render(request, "groups/threads/thread_filters.html", context)


class GroupReadView(ActView):
    """POST `seen=<seq>`: what came after the page was drawn stays unread."""

    page = "groups:thread-list"

    def post(self, request, group_slug):
        membership = get_membership_or_404(request.user, group_slug)
        seen = whole_number(request.POST.get("seen", ""))
        if seen is None:
            return HttpResponse(status=400)
        actions.mark_group_read(membership=membership, seq=seen)
        messages.success(request, _("Every discussion of the group is marked as read."))
        return redirect("groups:thread-list", group_slug=group_slug)
