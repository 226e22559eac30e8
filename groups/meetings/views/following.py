"""What follows from meetings: one action item, leftovers for an agenda, one topic through meetings."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from groups.meetings import access, actions, queries
from groups.meetings.enums import ActionState
from groups.meetings.forms import ActionEditForm, ActionStateForm, LeftoversForm
from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from groups.spaces.queries import members_of
from network.activity.actions import mark_read
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.typography import shorten
from network.kit.views import back_to

from .base import OneMeetingView, meeting_room
from .returning import GivingBack


class ActionItemView(GivingBack, View):
    def passage_and_action(self, group_slug, action_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_action_or_404(passage, action_id)

    def for_member(self, group_slug, action_id):
        membership = get_membership_or_404(self.request.user, group_slug)
        return membership, access.get_action_or_404(Passage.of(membership), action_id)

    def page(self, passage, action, *, form=None, status=200):
        context = {
            "action": action,
            "form": form or ActionStateForm(initial={"words": action.words}),
            "can_tick": access.can_tick_action(passage.membership, action),
            "can_entrust": access.can_entrust_action(passage.membership) and action.is_open,
        }
        return meeting_room(self.request, "action_detail.html", passage, status=status, **context)


class ActionDetailView(ActionItemView):
    def get(self, request, group_slug, action_id):
        passage, action = self.passage_and_action(group_slug, action_id)
        mark_read(user=request.user, target=action.target)
        return self.page(passage, action)


@method_decorator(limited("changes"), name="dispatch")
class ActionStateView(ActionItemView):
    """POST `state=done`, `dropped` or `open`, with a word or none; the button that undoes says it in its address."""

    def get(self, request, group_slug, action_id):
        return redirect(self.passage_and_action(group_slug, action_id)[1].url)

    def post(self, request, group_slug, action_id):
        membership, action = self.for_member(group_slug, action_id)
        if not access.can_tick_action(membership, action):
            raise Http404
        form = ActionStateForm({**request.GET.dict(), **request.POST.dict()})
        if not form.is_valid():
            return self.page(Passage.of(membership), action, form=form, status=422)
        try:
            changed = actions.set_action_state(action=action, by=membership, **form.cleaned_data)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            self.say(action, form.cleaned_data["state"], can_undo=changed and action.is_open)
        return back_to(request, action.url)

    def say(self, action, state, *, can_undo):
        undo = f"{action.url}etat/?state={ActionState.OPEN.value}" if can_undo else ""
        messages.success(self.request, self.said(action, state), extra_tags=undo)

    def said(self, action, state):
        if state == ActionState.DONE:
            return _("Done: “%(what)s”. Thank you.") % {"what": shorten(action.title, 80)}
        return _("The action is dropped.") if state == ActionState.DROPPED else _("The action is to be done again.")


@method_decorator(limited("asking"), name="dispatch")
class ActionEditView(ActionItemView):
    """Another owner, another date."""

    def get(self, request, group_slug, action_id):
        membership, action = self.entrusted(group_slug, action_id)
        return self.form_page(membership, action, ActionEditForm.of(action, members_of(membership.group)))

    def post(self, request, group_slug, action_id):
        membership, action = self.entrusted(group_slug, action_id)
        form, status = ActionEditForm(request.POST, people=members_of(membership.group)), 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                to = {"owner": said["owner"], "name": said["owner_name"], "due": said["due"]}
                actions.entrust_action(action=action, by=membership, **to)
            except Refused as reason:
                status = refused(form, reason)
            else:
                messages.success(request, _("Owner and date are kept."))
                return redirect(action.url)
        return self.form_page(membership, action, form, status=status)

    def entrusted(self, group_slug, action_id):
        membership, action = self.for_member(group_slug, action_id)
        if not access.can_entrust_action(membership):
            raise Http404
        return membership, action

    def form_page(self, membership, action, form, *, status=200):
        passage = Passage.of(membership)
        return meeting_room(self.request, "action_edit.html", passage, status=status, action=action, form=form)


@method_decorator(limited("changes"), name="dispatch")
class MeetingLeftoversView(OneMeetingView):
    """What earlier meetings left open, ticked to go to the agenda of this one."""

    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        leftovers = queries.leftovers_for(meeting)
        return self.page(membership, meeting, leftovers, LeftoversForm(leftovers=leftovers))

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        leftovers = queries.leftovers_for(meeting)
        form, status = LeftoversForm(request.POST, leftovers=leftovers), 422
        if form.is_valid():
            try:
                actions.take_up_leftovers(meeting=meeting, by=membership, **form.cleaned_data)
            except Refused as reason:
                status = refused(form, reason)
            else:
                count = len(form.cleaned_data["chosen"])
                said = ngettext("%(n)d point was added.", "%(n)d points were added.", count) % {"n": count}
                messages.success(request, said)
                return redirect(meeting.url)
        return self.page(membership, meeting, leftovers, form, status=status)

    def page(self, membership, meeting, leftovers, form, *, status=200):
        context = {"meeting": meeting, "leftovers": leftovers, "form": form}
        passage = Passage.of(membership)
        return meeting_room(self.request, "meeting_leftovers.html", passage, status=status, **context)


class TopicDetailView(View):
    def get(self, request, group_slug, item_id):
        passage = get_passage_or_404(request.user, group_slug)
        item = access.get_topic_or_404(passage, item_id)
        context = {"item": item, "stages": queries.stages_of(item)}
        return meeting_room(request, "topic_detail.html", passage, **context)
