"""What the pages where minutes are written share."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from groups.meetings import access, actions
from groups.spaces.access import Passage, get_membership_or_404
from network.kit import dates
from network.kit.rate import limited

from .returning import GivingBack


@method_decorator(limited("writing"), name="dispatch")
class WritingView(GivingBack, View):
    """A door for those who write the minutes."""

    closed = gettext_lazy("These minutes do not exist, or you no longer have access to them.")

    def of_member(self, group_slug):
        membership = get_membership_or_404(self.request.user, group_slug)
        return membership, Passage.of(membership)

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


def edit_url(meeting, point=None):
    """Where the minutes of a meeting are written, at one of their points."""
    url = reverse("groups:minutes-edit", args=[meeting.group.slug, meeting.pk])
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
