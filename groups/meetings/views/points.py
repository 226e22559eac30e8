"""Writing in one point of the minutes: its own page, and what the script of the open page sends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.forms import PointAddForm, PointForm, PointMoveForm, VersionForm
from groups.spaces.access import Passage, draft_of
from groups.spaces.actions import drop_draft
from groups.spaces.queries import draft_for_page
from network.kit import text_diff
from network.kit.acts import acted, refused
from network.kit.clean_html import show
from network.kit.errors import Refused
from network.kit.views import arrived

from .base import meeting_room
from .minutes import HeadView
from .returning import words_returned
from .writing import WritingActView, WritingView, edit_url, faults_of, hand_of, not_saved, saved

WHY = {actions.ChangedMeanwhile: "changed", actions.HeldByAnother: "held", actions.DeletedMeanwhile: "deleted"}
"""Why a save was not taken, in a word for the script."""


class PointEditView(WritingView):
    """The point's own page, for whoever writes in it; with what somebody else saved meanwhile beside it."""

    def get(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id)
        form = PointForm.of(point, queries.words_of(point, queries.rows_of(point)))
        draft = draft_for_page(draft_of(membership, point.target))
        return self.page(membership, point, form, draft=draft)

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        form = PointForm(request.POST)
        if request.POST.get("keep") == "theirs":
            drop_draft(membership=membership, name=point.target)
            return redirect(edit_url(point.minutes.meeting, point))
        if not form.is_valid():
            return self.page(membership, point, form, status=422)
        words, seen = form.words(), form.cleaned_data["version"]
        if request.POST.get("keep") == "both":
            return self.both(membership, point, form)
        try:
            if request.POST.get("keep") == "back":
                seen = actions.undo_delete_point(point=point, by=membership).version
            actions.save_point(point=point, by=membership, words=words, seen=seen, hand=hand_of(form), is_over=True)
        except actions.PointConflict as reason:
            return self.conflict(membership, reason, form)
        except Refused as reason:
            return words_returned(request, status=409, reason=str(reason))
        messages.success(request, _("“%(title)s” is saved.") % {"title": words["title"]})
        return arrived(form, edit_url(point.minutes.meeting, point))

    def conflict(self, membership, reason, sent):
        """Both texts, whole and as differences; the button that keeps mine says that the other one was seen."""
        now, words = reason.point, sent.words()
        context = {
            "reason": str(reason),
            "theirs": show(queries.html_of(reason.words)),
            "changes": text_diff.between(queries.html_of(reason.words), queries.html_of(words)),
            "is_held": isinstance(reason, actions.HeldByAnother),
            "is_deleted": isinstance(reason, actions.DeletedMeanwhile),
        }
        form = PointForm.of(now, words, sent, sent.cleaned_data["version"])
        return self.page(membership, now, form, status=409, **context)

    def both(self, membership, point, sent):
        """Their text with what is only in mine behind it, to be put in order by hand."""
        theirs = queries.words_of(point, queries.rows_of(point))
        form = PointForm.of(point, queries.merged(theirs, sent.words()), sent)
        return self.page(membership, point, form, is_merged=True)

    def page(self, membership, point, form, *, status=200, **extra):
        meeting = point.minutes.meeting
        extra.setdefault("is_held", point.is_held_from(membership.user_id))
        context = {
            "meeting": meeting,
            "minutes": point.minutes,
            "point": point,
            "form": form,
            "people": queries.people_to_name(meeting.group),
            "back_url": edit_url(meeting, point),
            "reason": "",
            "theirs": "",
            "changes": (),
            "draft": None,
            "is_merged": False,
            "is_deleted": False,
            "can_change": access.can_change_minutes(membership, point.minutes),
            **extra,
        }
        passage = Passage.of(membership)
        return meeting_room(self.request, "point_edit.html", passage, status=status, **context)


class PointAutosaveView(WritingActView):
    """POST a point while somebody writes in it: answers when it was saved, as which version, and the ids of the
    rows.
    """

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        form = PointForm(request.POST)
        if not form.is_valid():
            said = _("A field needs your attention: the point is not saved yet.")
            return not_saved(said, "wrong", status=422, fields=faults_of(*form.parts))
        words, seen, is_over = form.words(), form.cleaned_data["version"], "over" in request.POST
        try:
            current = actions.save_point(
                point=point, by=membership, words=words, seen=seen, hand=hand_of(form), is_over=is_over
            )
        except actions.PointConflict as reason:
            return not_saved(reason, WHY[type(reason)])
        except Refused as reason:
            return not_saved(reason, "closed")
        rows = {name: [row.pk for row in found] for name, found in current.rows.items()}
        return saved(current.changed_at, version=current.version, rows=rows)


class PointHoldView(WritingActView):
    """POST: write in this point, and nobody else meanwhile. From a page without a script, then to the point's page.
    `again`: the open page goes on, and `idle` when nothing was written since.
    """

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted="again" in request.POST)
        by_script = "script" in request.POST
        lease = {} if by_script else {"lease": actions.LEASE_OF_A_PAGE}
        try:
            self.hold(point, membership, lease)
        except Refused as reason:
            if by_script:
                return not_saved(*self.refused(reason))
            messages.error(request, str(reason))
            return redirect(edit_url(point.minutes.meeting, point))
        if by_script:
            return HttpResponse(status=204)
        return redirect("groups:point-edit", group_slug=group_slug, meeting_id=meeting_id, point_id=point_id)

    def hold(self, point, membership, lease):
        actions.hold_point(point=point, by=membership, writes="idle" not in self.request.POST, **lease)

    def refused(self, reason):
        """What the person is told, and a word for the script."""
        if isinstance(reason, actions.HeldByAnother) and "again" in self.request.POST:
            said = _("%(name)s took over this point while you were not writing. What you saved is in it.")
            return said % {"name": reason.point.held_by}, WHY[type(reason)]
        return reason, WHY.get(type(reason), "closed")


class PointTakeView(PointHoldView):
    """POST: write in a point instead of somebody who no longer does."""

    def hold(self, point, membership, lease):
        actions.take_point(point=point, by=membership, **lease)


class PointReleaseView(WritingActView):
    """POST: others may write in it again."""

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        actions.release_point(point=point, by=membership)
        return redirect(edit_url(point.minutes.meeting, point))


class PointAddView(HeadView, WritingActView):
    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        form = PointAddForm(request.POST, auto_id="add-%s")
        if not form.is_valid():
            return self.page(membership, minutes, add=form, status=422)
        try:
            point = actions.add_point(minutes=minutes, by=membership, **form.cleaned_data)
        except Refused as reason:
            return self.page(membership, minutes, add=form, status=refused(form, reason, "title"))
        return redirect(edit_url(minutes.meeting, point))


class PointMoveView(WritingActView):
    """POST: one place up (`up`) or down."""

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id)
        form = PointMoveForm(request.POST)
        form.is_valid()
        acted(request, lambda: actions.move_point(point=point, by=membership, up=form.cleaned_data["up"]))
        return redirect(edit_url(point.minutes.meeting, point))


class PointDeleteView(WritingActView):
    """POST: it goes, and can be taken back."""

    def post(self, request, group_slug, meeting_id, point_id):
        membership, point = self.point(group_slug, meeting_id, point_id, even_deleted=True)
        form = VersionForm(request.POST)
        form.is_valid()
        seen = form.cleaned_data["version"]
        done = _("The point “%(title)s” is deleted.") % {"title": point.title}
        undo = reverse("groups:point-undo", args=[group_slug, meeting_id, point_id])
        acted(request, lambda: actions.delete_point(point=point, by=membership, seen=seen), done, undo=undo)
        return redirect(edit_url(point.minutes.meeting))
