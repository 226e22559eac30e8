"""What a point or the head said before: their versions, and the way back to one of them."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.spaces.access import Passage
from network.kit.acts import acted

from .base import meeting_room
from .writing import WritingActView, WritingView, edit_url


class PointHistoryView(WritingView):
    def get(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        revisions = queries.revisions_of(point)
        versions = queries.versions_of(point, queries.rows_of(point), revisions)
        meeting = point.minutes.meeting
        context = {
            "meeting": meeting,
            "point": point,
            "versions": versions,
            "is_cut": len(revisions) == queries.VERSIONS_SHOWN,
            "back_url": edit_url(meeting, point),
            "can_change": access.can_change_minutes(membership, point.minutes),
        }
        return meeting_room(request, "point_history.html", Passage.of(membership), **context)


class PointRevertView(WritingActView):
    """POST: an earlier version again, as a new one."""

    def post(self, request, group_slug, meeting_id, point_id, version_number):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        revision = access.get_revision_or_404(point, version_number)
        done = _("The point says again what it said then. The other version is in its history.")
        acted(request, lambda: actions.revert_point(point=point, by=membership, revision=revision), done)
        return redirect(edit_url(point.minutes.meeting, point))


class PointUndoView(WritingActView):
    """POST: a deleted point comes back."""

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        done = _("The point “%(title)s” is back.") % {"title": point.title}
        acted(request, lambda: actions.undo_delete_point(point=point, by=membership), done)
        return redirect(edit_url(point.minutes.meeting, point))


class MinutesHistoryView(WritingView):
    """What the head of the minutes said before: the summary, the writer, the next meeting."""

    def get(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        revisions = queries.head_revisions_of(minutes)
        context = {
            "meeting": minutes.meeting,
            "versions": queries.head_versions_of(minutes, revisions),
            "is_cut": len(revisions) == queries.VERSIONS_SHOWN,
            "back_url": edit_url(minutes.meeting),
            "can_change": access.can_change_minutes(membership, minutes),
        }
        return meeting_room(request, "minutes_history.html", Passage.of(membership), **context)


class MinutesRevertView(WritingActView):
    """POST: an earlier version of the head again, as a new one."""

    def post(self, request, group_slug, meeting_id, version_number):
        membership, minutes = self.minutes(group_slug, meeting_id)
        revision = access.get_head_revision_or_404(minutes, version_number)
        done = _("These fields say again what they said then. What they said before is kept.")
        acted(request, lambda: actions.revert_head(minutes=minutes, by=membership, revision=revision), done)
        return redirect(edit_url(minutes.meeting))
