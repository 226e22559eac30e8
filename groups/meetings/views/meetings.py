"""The meetings of a group, and the page of one."""

from django.views import View

from groups.meetings import access, queries
from groups.spaces.access import get_passage_or_404

from .base import OneMeetingView, meeting_room


class MeetingListView(View):
    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        meetings = queries.meetings_for_list(passage.group)
        can_plan = access.can_plan_meeting(passage.membership)
        return meeting_room(request, "meeting_list.html", passage, meetings=meetings, can_plan=can_plan)


class MeetingDetailView(OneMeetingView):
    def get(self, request, group_slug, meeting_id):
        passage, meeting = self.meeting(group_slug, meeting_id)
        context = {
            "meeting": meeting,
            "agenda": queries.agenda_of(meeting),
            "can_plan": access.can_plan_meeting(passage.membership),
        }
        context |= queries.writing_for_meeting(passage.membership, meeting)
        return meeting_room(request, "meeting_detail.html", passage, **context)
