"""What the pages where minutes are written share: their doors, and words that come back from a closed one."""

import re

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.meetings import access, actions
from groups.spaces.access import Passage, get_membership_or_404
from network.kit import dates
from network.kit.clean_html import clean, to_plain
from network.kit.rate import limited

WORDS = re.compile(r"title|presenter|exchanges|summary|next_note|(decisions|actions|open)-\d{1,3}-(text|what|owner)")


def words_sent(request):
    """Every word of the form as plain text, a block for each field."""
    found = []
    for name, text in request.POST.items():
        if WORDS.fullmatch(name) and text.strip():
            found.append(to_plain(clean(text)) if request.POST.get(f"{name}_format") == "html" else text.strip())
    return "\n\n".join(found)


def words_returned(request, *, status, reason=""):
    """A page with the words that were sent, to copy, and nothing of the group around them."""
    context = {"words": words_sent(request), "reason": reason}
    return render(request, "groups/meetings/words_returned.html", context, status=status)


@method_decorator(limited("writing"), name="dispatch")
class WritingView(View):
    """A door for those who write the minutes. Nobody loses a text to a closed one."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST" and words_sent(request):
                return words_returned(request, status=404)
            raise

    def of_member(self, group_slug):
        membership = get_membership_or_404(self.request.user, group_slug)
        return membership, Passage(membership.group, membership)

    def minutes(self, group_slug, meeting_id):
        membership, passage = self.of_member(group_slug)
        return membership, access.get_minutes_to_write_or_404(passage, meeting_id)

    def point(self, group_slug, meeting_id, point_id, *, even_deleted=False):
        membership, passage = self.of_member(group_slug)
        return membership, access.get_point_to_write_or_404(passage, meeting_id, point_id, even_deleted=even_deleted)


class WritingActView(WritingView):
    """An address that takes a form and shows nothing: whoever opens it finds the page where minutes are written."""

    def get(self, request, group_slug, meeting_id, **others):
        membership, passage = self.of_member(group_slug)
        meeting = access.get_meeting_or_404(passage, meeting_id)
        if not access.can_write_minutes(membership, access.minutes_of(meeting)):
            raise Http404
        return redirect(meeting.url if access.minutes_of(meeting) is None else edit_url(meeting))


def edit_url(meeting, point=None, *, sent=None):
    """Where the minutes of a meeting are written, at one of their points. `sent`: the key of a form that arrived, whose
    draft the browser forgets.
    """
    url = reverse("groups:minutes-edit", args=[meeting.group.slug, meeting.pk])
    url += f"?sent={sent}" if sent else ""
    return url if point is None else f"{url}#pt{point.pk}"


def hand_of(form):
    """Which form this is, and which of its saves, as actions take it."""
    sent = form.hand()
    return actions.Hand(*sent) if sent else None


def faults_of(*forms):
    """What is wrong in which field, by its name in the page."""
    return {form.add_prefix(name): errors[0] for form in forms for name, errors in form.errors.items()}


def saved(moment, **more):
    """What a page says of a save that was taken."""
    return JsonResponse({"said": _("Saved at %(hour)s") % {"hour": dates.Moment(moment).hour()}, **more})


def not_saved(reason, why, *, status=409, **more):
    """Why a save was not taken: `why` is a word for the script, the reason a sentence for the person."""
    return JsonResponse({"said": str(reason), "why": why, **more}, status=status)
