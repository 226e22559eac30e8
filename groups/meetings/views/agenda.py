"""The agenda of a meeting: those who plan write it and answer, members propose."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.forms import DecisionForm, ItemForm, PlaceForm, ProposalForm
from groups.spaces.access import Passage
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .base import changed_since, meeting_room
from .planning import PlannedMeetingView


class AgendaView(PlannedMeetingView):
    """The page where an agenda is written, whatever was sent to it."""

    def agenda_page(self, membership, meeting, form=None, *, status=200):
        agenda = queries.agenda_of(meeting)
        context = {
            "agenda": agenda,
            **queries.agenda_length(meeting, agenda),
            "proposals": queries.proposals_for(meeting, Passage.of(membership)),
            "form": form or ItemForm(members=queries.members_to_choose(membership.group)),
        }
        return self.page(membership, meeting, "meeting_agenda.html", status=status, **context)

    def back(self, meeting, anchor=""):
        return redirect(f"{meeting.url}ordre-du-jour/{anchor}")

    def item(self, group_slug, meeting_id, item_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        return membership, access.get_item_or_404(meeting, item_id)


@method_decorator(limited("changes"), name="dispatch")
class MeetingAgendaView(AgendaView):
    """POST: another point, at the end."""

    def get(self, request, group_slug, meeting_id):
        return self.agenda_page(*self.planned(group_slug, meeting_id))

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = ItemForm(request.POST, members=queries.members_to_choose(membership.group))
        if not form.is_valid():
            return self.agenda_page(membership, meeting, form, status=422)
        try:
            item = actions.add_item(meeting=meeting, by=membership, key=form.cleaned_data["key"], **form.words())
        except Refused as reason:
            return self.agenda_page(membership, meeting, form, status=refused(form, reason))
        messages.success(request, _("“%(title)s” is on the agenda.") % {"title": item.title})
        return arrived(form, f"{meeting.url}ordre-du-jour/#p{item.pk}")


@method_decorator(limited("changes"), name="dispatch")
class AgendaItemEditView(AgendaView):
    def get(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        return self.form_page(membership, item, ItemForm.of(item, queries.members_to_choose(membership.group)))

    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        form = ItemForm.again(request.POST, item, queries.members_to_choose(membership.group))
        if not form.is_valid():
            return self.form_page(membership, item, form, status=422)
        try:
            actions.change_item(item=item, by=membership, version=form.cleaned_data["version"], **form.words())
        except actions.ChangedSince as reason:
            drawn = ItemForm.of(reason.now, queries.members_to_choose(membership.group))
            return self.form_page(membership, item, form, **changed_since(form, reason, drawn))
        except Refused as reason:
            return self.form_page(membership, item, form, status=refused(form, reason))
        return arrived(form, f"{item.meeting.url}ordre-du-jour/#p{item.pk}")

    def form_page(self, membership, item, form, *, status=200, **extra):
        return self.page(
            membership, item.meeting, "agenda_item_edit.html", item=item, form=form, status=status, **extra
        )


class ActOnItemView(AgendaView):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the agenda."""

    def get(self, request, group_slug, meeting_id, item_id):
        _membership, item = self.item(group_slug, meeting_id, item_id)
        return self.back(item.meeting)


@method_decorator(limited("changes"), name="dispatch")
class AgendaItemMoveView(ActOnItemView):
    """POST `place`: the one that the point is wanted at, from 0."""

    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        form = PlaceForm(request.POST)
        if form.is_valid():
            acted(request, lambda: actions.move_item(item=item, by=membership, place=form.cleaned_data["place"]))
        return self.back(item.meeting, f"#p{item.pk}")


@method_decorator(limited("changes"), name="dispatch")
class AgendaItemDeleteView(ActOnItemView):
    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        done = _("“%(title)s” is off the agenda.") % {"title": item.title}
        acted(request, lambda: actions.delete_item(item=item, by=membership), done)
        return self.back(item.meeting)


@method_decorator(limited("asking"), name="dispatch")
class AgendaItemDecideView(AgendaView):
    """POST: the proposed point goes to the end of the agenda, or not, with a word."""

    def get(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        return self.form_page(membership, item, DecisionForm.of(item))

    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.item(group_slug, meeting_id, item_id)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.form_page(membership, item, form, status=422)
        about = {"version": form.cleaned_data["version"], "words": form.cleaned_data["words"]}
        try:
            accept = form.cleaned_data["decision"] == "accept"
            decided = actions.decide_item(item=item, by=membership, accept=accept, **about)
        except actions.ChangedSince as reason:
            form.take_version(reason.now)
            form.add_error(None, _("The proposal was changed while you were reading it: this is what it says now."))
            return self.form_page(membership, reason.now, form, status=reason.status)
        except Refused as reason:
            return self.form_page(membership, item, form, status=refused(form, reason))
        said = _("Your answer is sent.") if decided else _("This point was answered already.")
        messages.success(request, said)
        return arrived(form, f"{item.meeting.url}ordre-du-jour/")

    def form_page(self, membership, item, form, *, status=200):
        return self.page(membership, item.meeting, "agenda_item_decide.html", item=item, form=form, status=status)


@method_decorator(limited("asking"), name="dispatch")
class AgendaItemProposeView(PlannedMeetingView):
    """A member proposes a point until the meeting is over."""

    def get(self, request, group_slug, meeting_id):
        return self.form_page(*self.proposing(group_slug, meeting_id), ProposalForm())

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        form = ProposalForm(request.POST)
        if not form.is_valid():
            return self.form_page(membership, meeting, form, status=422)
        try:
            key = form.cleaned_data["key"]
            actions.propose_item(meeting=meeting, by=membership, key=key, **form.sent(membership.user))
        except Refused as reason:
            return self.form_page(membership, meeting, form, status=refused(form, reason))
        messages.success(request, _("Your point is proposed. Those who facilitate the group are told, and answer you."))
        return arrived(form, meeting.url)

    def proposing(self, group_slug, meeting_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        if not access.can_propose_item(membership, meeting):
            raise Http404
        return membership, meeting

    def form_page(self, membership, meeting, form, *, status=200):
        passage = Passage.of(membership)
        context = {"meeting": meeting, "form": form}
        return meeting_room(self.request, "agenda_item_propose.html", passage, status=status, tab="calendar", **context)
