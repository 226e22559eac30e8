"""The page of one meeting."""

from groups.meetings import access, queries
from groups.meetings.forms import ActForm

from .base import OneMeetingView, meeting_room, seen


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
        context |= queries.convening_for_meeting(meeting, passage.membership, agenda) | {"act": ActForm()}
        context |= queries.minutes_for_meeting(passage, meeting) | seen(request, meeting.target)
        context |= queries.writing_for_meeting(passage.membership, meeting)
        return meeting_room(request, "meeting_detail.html", passage, tab="calendar", **context)
