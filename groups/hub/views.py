"""The person's dashboard, and the front page of a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.meetings.queries import calendar_for_page, meetings_of_person, my_open_actions, open_polls_for
from groups.spaces.access import can_manage_group, can_write_in_group, get_group_or_404, get_passage_or_404
from groups.spaces.queries import card_for
from groups.threads.actions import mark_groups_read
from groups.threads.queries import visit_words
from network.activity.queries import unread_count
from network.people.queries import people_to_approve

from . import queries
from .context import groups_of
from .forms import seen_of

LINES_A_PAGE = 25


class DashboardView(View):
    def get(self, request):
        dashboard = queries.dashboard_for(request.user, groups_of(request))
        visited = dashboard.last_visit
        today = visited is not None and timezone.localdate(visited) == timezone.localdate()
        context = {
            "dashboard": dashboard,
            "accounts_waiting": people_to_approve().count() if request.user.is_superuser else 0,
            "section": "dashboard",
            "today": timezone.localtime(),
            "visit": visit_words(visited) if visited and not today else "",
        }
        return render(request, "groups/hub/dashboard.html", context)


class MyCalendarView(View):
    """The meetings of all one's groups; the address says as that of a group's calendar does which way."""

    def get(self, request):
        asked = {"view": request.GET.get("vue", ""), "month": request.GET.get("mois", "")}
        found = meetings_of_person(request.user)
        context = {
            **calendar_for_page(found, reader=request.user, page=request.GET.get("page", ""), **asked),
            "polls": open_polls_for(request.user),
            "section": "calendar",
        }
        return render(request, "groups/hub/my_calendar.html", context)


class MyActionsView(View):
    """Everything that this person has to do, in all their groups."""

    def get(self, request):
        page = Paginator(my_open_actions(request.user), LINES_A_PAGE).get_page(request.GET.get("page"))
        return render(request, "groups/hub/my_actions.html", {"section": "dashboard", "page": page})


class CountersView(View):
    """How many discussions are unread in each group, and lines in the bell: for the pages that stay open."""

    def get(self, request):
        unread = {group.slug: group.unread for group in groups_of(request)}
        return JsonResponse({"groups": unread, "bell": unread_count(request.user)})


class DashboardReadView(View):
    """POST `seen=<group>:<seq>` for each group of the page: what came since then stays unread."""

    def post(self, request):
        mark_groups_read(user=request.user, seen=seen_of(request.POST.getlist("seen")))
        messages.success(request, _("Everything is marked as read."))
        return redirect("groups:dashboard")


@method_decorator(login_not_required, name="dispatch")
class GroupHomeView(View):
    """Members find the group's front page; everybody else the card of a listed group, or nothing."""

    def get(self, request, group_slug):
        try:
            passage = get_passage_or_404(request.user, group_slug) if request.user.is_authenticated else None
        except Http404:
            passage = None
        return self.inside(passage) if passage else self.outside(group_slug)

    def inside(self, passage):
        context = {
            **passage.frame("home"),
            "home": queries.group_home_for(passage, self.request.user),
            "can_write": can_write_in_group(passage.membership),
            "can_manage": can_manage_group(passage.membership),
        }
        return render(self.request, "groups/hub/group_home.html", context)

    def outside(self, group_slug):
        group = get_group_or_404(self.request.user, group_slug)
        context = {"card": card_for(self.request.user, group), "group": group}
        return render(self.request, "groups/spaces/group_card.html", context)
