"""The list of minutes, and the registers of decisions and action items of a group."""

from django.core.paginator import Paginator
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.meetings import access, queries
from groups.meetings.enums import ActionState
from groups.meetings.forms import ActionRegisterForm, RegisterForm
from groups.spaces.access import get_passage_or_404
from groups.spaces.queries import members_of
from network.activity.queries import unread_among
from network.kit.csv_out import csv_response
from network.kit.rate import limited

from .base import meeting_room

LINES_A_PAGE = 25
RAIL_SHOWN = 6


class RegisterView(View):
    """A list under the three tabs of this room."""

    def dispatch(self, request, group_slug, **kwargs):
        self.passage = get_passage_or_404(request.user, group_slug)
        return super().dispatch(request, **kwargs)

    def page_of(self, found):
        return Paginator(found, LINES_A_PAGE).get_page(self.request.GET.get("page"))

    def room(self, template, **context):
        context["counts"] = queries.counts_for_tabs(self.passage.group)
        return meeting_room(self.request, template, self.passage, **context)


class MeetingListView(RegisterView):
    def get(self, request):
        group, membership = self.passage.group, self.passage.membership
        can_plan = access.can_plan_meeting(membership)
        page = self.page_of(queries.published_for_list(group))
        for minutes in page:
            minutes.meeting.group = group
        context = {
            "coming": queries.coming_for_list(group),
            "drafts": queries.drafts_for_list(membership, group),
            "unwritten": queries.unwritten_for_list(group) if can_plan else [],
            "page": page,
            "unread": unread_among(request.user, [minutes.target for minutes in page]),
            "actions": queries.open_actions_for_rail(self.passage, request.user, RAIL_SHOWN),
            "can_plan": can_plan,
        }
        return self.room("meeting_list.html", **context)


class DecisionRegisterView(RegisterView):
    def form(self):
        return RegisterForm(self.request.GET, meetings=queries.meetings_to_choose(self.passage.group))

    def found(self, form):
        return queries.decisions_for_register(self.passage.group, form.wanted)


@method_decorator(limited("searches", asking="q"), name="dispatch")
class DecisionListView(DecisionRegisterView):
    def get(self, request):
        form = self.form()
        return self.room("decision_list.html", form=form, page=self.page_of(self.found(form)))


@method_decorator(limited("archives", reads=True), name="dispatch")
class DecisionExportView(DecisionRegisterView):
    def get(self, request):
        rows = queries.decision_cells(self.found(self.form()))
        return csv_response(rows, name=f"{_('Decisions')} – {self.passage.group.short_name}.csv")


class ActionRegisterView(RegisterView):
    def form(self):
        group = self.passage.group
        meetings = queries.meetings_to_choose(group)
        asked = {"state": ActionState.OPEN.value, **self.request.GET.dict()}
        return ActionRegisterForm(asked, meetings=meetings, people=members_of(group))

    def found(self, form):
        return queries.actions_for_register(self.passage.group, form.wanted, self.request.user)


@method_decorator(limited("searches", asking="q"), name="dispatch")
class ActionListView(ActionRegisterView):
    def get(self, request):
        form = self.form()
        page = self.page_of(self.found(form))
        for action in page:
            action.group = self.passage.group
            action.can_tick = access.can_tick_action(self.passage.membership, action)
        return self.room("action_list.html", form=form, page=page)


@method_decorator(limited("archives", reads=True), name="dispatch")
class ActionExportView(ActionRegisterView):
    def get(self, request):
        rows = queries.action_cells(self.found(self.form()))
        return csv_response(rows, name=f"{_('Actions')} – {self.passage.group.short_name}.csv")
