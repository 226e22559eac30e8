"""The page of one meeting."""

from groups.meetings import access, queries

from .base import OneMeetingView, meeting_room


class MeetingDetailView(OneMeetingView):
    def get(self, request, group_slug, meeting_id):
        passage, meeting = self.meeting(group_slug, meeting_id)
        context = {
            "meeting": meeting,
            "agenda": queries.agenda_of(meeting),
            "can_plan": access.can_plan_meeting(passage.membership),
        }
        context |= queries.minutes_for_meeting(passage, meeting)
        return meeting_room(request, "meeting_detail.html", passage, **context)
