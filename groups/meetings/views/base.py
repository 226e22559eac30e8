"""What the pages of meetings share: the frame of the group, the meeting, and the doors of those who plan and write."""

from django.http import Http404
from django.shortcuts import render
from django.views import View

from groups.meetings import access
from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from network.activity.actions import mark_read
from network.activity.queries import COUNTED, unread_count

from .returning import GivingBack


def meeting_room(request, template, passage, *, status=200, tab="meetings", **context):
    """A page of this room; `tab`: "meetings" (meetings and minutes) or "calendar"."""
    context |= passage.frame(tab)
    return render(request, f"groups/meetings/{template}", context, status=status)


def changed_since(form, reason, drawn):
    """What a page says of a save that somebody was faster than: why, and what it says now. The form is ready to be sent
    again in its place; `drawn`: the same form, of what is there now.
    """
    form.take_version(reason.now)
    return {"reason": str(reason), "theirs": form.against(drawn), "status": reason.status}


def seen(request, target: str) -> dict:
    """The lines about this are no longer new; what is left in the bell, for the layout. Written only when something is
    new.
    """
    new = unread_count(request.user)
    left = new - mark_read(user=request.user, target=target) if new else 0
    return {"unread_notifications": left} if new < COUNTED else {}


class OneMeetingView(GivingBack, View):
    """A door to one meeting, for everybody inside (`meeting`), members (`for_member`) or those who plan (`planned`)."""

    def meeting(self, group_slug, meeting_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_meeting_or_404(passage, meeting_id)

    def for_member(self, group_slug, meeting_id):
        membership = get_membership_or_404(self.request.user, group_slug)
        return membership, access.get_meeting_or_404(Passage.of(membership), meeting_id)

    def planned(self, group_slug, meeting_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        if not access.can_plan_meeting(membership):
            raise Http404
        return membership, meeting
