"""The meetings of a group, and the page of one."""

from django.views import View

from groups.meetings import access, queries
from groups.meetings.forms import ActForm
from groups.spaces.access import get_passage_or_404

from .base import OneMeetingView, meeting_room, seen


class MeetingListView(View):
    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        meetings = queries.meetings_for_list(passage.group)
        can_plan = access.can_plan_meeting(passage.membership)
        return meeting_room(request, "meeting_list.html", passage, meetings=meetings, can_plan=can_plan)


class MeetingDetailView(OneMeetingView):
    def get(self, request, group_slug, meeting_id):
        passage, meeting = self.meeting(group_slug, meeting_id)
        agenda = queries.agenda_of(meeting)
        context = {
            "meeting": meeting,
            "agenda": agenda,
            "can_plan": access.can_plan_meeting(passage.membership),
            "can_delete": access.can_delete_meeting(passage.membership, meeting),
            "can_propose": access.can_propose_item(passage.membership, meeting),
        }
        context |= queries.planning_for_meeting(meeting, passage, agenda)
        context |= queries.convening_for_meeting(meeting, passage.membership) | {"act": ActForm()}
        context |= seen(request, meeting.target)
        return meeting_room(request, "meeting_detail.html", passage, tab="calendar", **context)
