"""Minutes as the group reads them: the last edition, earlier ones, and what changed between two of them."""

from django.http import Http404
from django.shortcuts import redirect

from groups.meetings import access, queries
from groups.meetings.forms import CompareForm
from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from network.activity.actions import mark_read

from .base import OneMeetingView, meeting_room


class MinutesView(OneMeetingView):
    """A door to the minutes of one meeting, for those who may read them, or write them."""

    def readable(self, group_slug, meeting_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_minutes_to_read_or_404(passage, meeting_id)

    def published(self, group_slug, meeting_id):
        passage, minutes = self.readable(group_slug, meeting_id)
        if not minutes.is_published:
            raise Http404
        return passage, minutes

    def published_for_member(self, group_slug, meeting_id):
        passage, minutes = self.published(group_slug, meeting_id)
        if passage.membership is None:
            raise Http404
        return passage.membership, minutes

    def writable(self, group_slug, meeting_id):
        membership = get_membership_or_404(self.request.user, group_slug)
        return membership, access.get_minutes_to_write_or_404(Passage.of(membership), meeting_id)

    def room(self, template, passage, minutes, *, status=200, **context):
        context |= {"minutes": minutes, "meeting": minutes.meeting}
        return meeting_room(self.request, template, passage, status=status, **context)

    def room_of_member(self, template, membership, minutes, *, status=200, **context):
        passage = Passage.of(membership)
        return self.room(template, passage, minutes, status=status, **context)


class MinutesDetailView(MinutesView):
    def get(self, request, group_slug, meeting_id):
        passage, minutes = self.readable(group_slug, meeting_id)
        if not minutes.is_published:
            return self.room("minutes_draft.html", passage, minutes)
        mark_read(user=request.user, target=minutes.target)
        return self.room("minutes_detail.html", passage, minutes, **self.context(passage, minutes))

    def context(self, passage, minutes):
        membership = passage.membership
        edition = access.get_edition_or_404(minutes, minutes.edition)
        reading = queries.reading_of(edition, passage.group)
        writes = access.can_write_minutes(membership, minutes)
        amendments = queries.amendments_for(reading, self.request.user, writes=writes) if membership else []
        return {
            "reading": reading,
            "editions": list(queries.editions_of(minutes)),
            "amendments": amendments,
            "waiting": sum(one.state == "pending" for one in amendments),
            "writes": writes,
            "can_change": access.can_change_minutes(membership, minutes),
            "can_amend": access.can_amend_minutes(membership, minutes),
            "can_approve": access.can_approve_minutes(membership, minutes),
            "can_reopen": access.can_reopen_minutes(membership, minutes),
        }


class EditionListView(MinutesView):
    def get(self, request, group_slug, meeting_id):
        passage, minutes = self.published(group_slug, meeting_id)
        return self.room("edition_list.html", passage, minutes, editions=list(queries.editions_of(minutes)))


class EditionDetailView(MinutesView):
    def get(self, request, group_slug, meeting_id, edition_number):
        passage, minutes = self.published(group_slug, meeting_id)
        edition = access.get_edition_or_404(minutes, edition_number)
        if edition.number == minutes.edition:
            return redirect(minutes.url)
        reading = queries.reading_of(edition, passage.group)
        return self.room("edition_detail.html", passage, minutes, edition=edition, reading=reading)


class EditionCompareView(MinutesView):
    """`?de=1&a=2`; without them the last two editions."""

    def get(self, request, group_slug, meeting_id):
        passage, minutes = self.published(group_slug, meeting_id)
        form = CompareForm(request.GET)
        numbers = (form.cleaned_data["de"], form.cleaned_data["a"]) if form.is_valid() else self.last_two(minutes)
        before, after = (access.get_edition_or_404(minutes, number) for number in numbers)
        context = {
            "before": before,
            "after": after,
            "editions": list(queries.editions_of(minutes)),
            "changes": queries.changes_between(before.content, after.content),
        }
        return self.room("edition_compare.html", passage, minutes, **context)

    def last_two(self, minutes):
        return max(minutes.edition - 1, 1), minutes.edition
