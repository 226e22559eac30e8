"""The calendar of a group: what is to come by month, one month as a table, what is past by page."""

from django.views import View

from groups.meetings import access, queries
from groups.spaces.access import get_passage_or_404

from .base import meeting_room


class CalendarView(View):
    """`?vue=mois&mois=2026-12`: one month as a table; `?vue=passees`: what is over; nothing: what is to come."""

    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        asked = {"view": request.GET.get("vue", ""), "month": request.GET.get("mois", "")}
        found = queries.meetings_of_group(passage.group)
        context = {
            **queries.calendar_for_page(found, reader=request.user, page=request.GET.get("page", ""), **asked),
            "polls": queries.open_polls_of(passage.group, request.user),
            "can_plan": access.can_plan_meeting(passage.membership),
        }
        return meeting_room(request, "calendar.html", passage, tab="calendar", **context)
