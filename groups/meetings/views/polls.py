"""Finding a date together."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from groups.meetings import access, actions, queries
from groups.meetings.forms import ActForm, DateChoiceForm, PollEditForm, PollForm, VoteForm
from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .base import changed_since, meeting_room, seen
from .planning import PlanningView
from .returning import GivingBack


@method_decorator(limited("mailings"), name="dispatch")
class PollNewView(PlanningView):
    def get(self, request, group_slug):
        membership = self.member(group_slug)
        series = self.series_asked(membership)
        start = {name: getattr(series, name) for name in ("title", "place", "visio_url")} if series else {}
        return self.form_page(membership, series, PollForm(initial=start))

    def post(self, request, group_slug):
        membership = self.member(group_slug)
        series = self.series_asked(membership)
        form = PollForm(request.POST)
        if not form.is_valid():
            return self.form_page(membership, series, form, status=422)
        try:
            poll = actions.open_poll(by=membership, series=series, key=form.cleaned_data["key"], **form.sent())
        except Refused as reason:
            return self.form_page(membership, series, form, status=refused(form, reason))
        messages.success(request, _("The poll is open, and the group is told of it."))
        return arrived(form, poll.url)

    def form_page(self, membership, series, form, *, status=200):
        return self.page(membership, "poll_new.html", form=form, series=series, status=status)


class OnePollView(GivingBack, View):
    """A door to one poll, for everybody inside."""

    def poll(self, group_slug, poll_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_poll_or_404(passage, poll_id)

    def for_member(self, group_slug, poll_id):
        membership = get_membership_or_404(self.request.user, group_slug)
        passage = Passage.of(membership)
        return passage, access.get_poll_or_404(passage, poll_id)

    def planned(self, group_slug, poll_id):
        passage, poll = self.for_member(group_slug, poll_id)
        if not access.can_plan_meeting(passage.membership):
            raise Http404
        return passage, poll

    def page(self, passage, poll, *, form=None, choice=None, status=200, **extra):
        standing = queries.standing_of(poll, passage.membership)
        options = [tally.option for tally in standing.tallies]
        form = form or VoteForm(options=options, initial={f"vote_{pk}": said for pk, said in standing.mine.items()})
        context = {
            "poll": poll,
            "standing": standing,
            "lines": [(tally, form[f"vote_{tally.option.pk}"]) for tally in standing.tallies],
            "form": form,
            "choice": choice or DateChoiceForm(options=options),
            "can_vote": access.can_vote_in_poll(passage.membership, poll),
            "can_choose": (can_choose := access.can_plan_meeting(passage.membership) and poll.is_open),
            "to_remind": standing.to_remind(self.request.user) if can_choose else 0,
            "reminded": queries.was_reminded_today(poll),
            "act": ActForm(),
            **extra,
        }
        return meeting_room(self.request, "poll_detail.html", passage, status=status, tab="calendar", **context)


@method_decorator(limited("changes"), name="dispatch")
class PollDetailView(OnePollView):
    """POST: what this member says of each date."""

    def get(self, request, group_slug, poll_id):
        passage, poll = self.poll(group_slug, poll_id)
        return self.page(passage, poll, **seen(request, poll.target))

    def post(self, request, group_slug, poll_id):
        passage, poll = self.for_member(group_slug, poll_id)
        form = VoteForm(request.POST, options=list(poll.options.all()))
        if not form.is_valid():
            return self.page(passage, poll, form=form, status=422)
        try:
            actions.vote(poll=poll, by=passage.membership, votes=form.votes())
        except Refused as reason:
            return self.page(passage, poll, form=form, status=refused(form, reason))
        messages.success(request, _("Your answers are kept. You can change them until the date is chosen."))
        return redirect(poll.url)


class ActOnPollView(OnePollView):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the poll."""

    def get(self, request, group_slug, poll_id):
        _passage, poll = self.planned(group_slug, poll_id)
        return redirect(poll.url)


@method_decorator(limited("mailings"), name="dispatch")
class PollChooseView(ActOnPollView):
    """POST `option`: this date becomes the meeting."""

    def post(self, request, group_slug, poll_id):
        passage, poll = self.planned(group_slug, poll_id)
        form = DateChoiceForm(request.POST, options=list(poll.options.all()))
        if not form.is_valid():
            return self.page(passage, poll, choice=form, status=422)
        sent = {"option": form.chosen(), "key": form.cleaned_data["key"]}
        try:
            meeting = actions.choose_date(poll=poll, by=passage.membership, **sent)
        except Refused as reason:
            return self.page(passage, poll, choice=form, status=refused(form, reason))
        messages.success(request, _("The date is chosen and the meeting is planned. The group is told of it."))
        return redirect(meeting.url)


@method_decorator(limited("mailings"), name="dispatch")
class PollEditView(OnePollView):
    """Its words, its closing day, dates to add and to take away, while it is open."""

    def get(self, request, group_slug, poll_id):
        passage, poll = self.planned(group_slug, poll_id)
        return self.form_page(passage, poll, self.form(passage, poll)) if poll.is_open else redirect(poll.url)

    def post(self, request, group_slug, poll_id):
        passage, poll = self.planned(group_slug, poll_id)
        form = self.form(passage, poll, request.POST)
        if not form.is_valid():
            return self.form_page(passage, poll, form, status=422)
        try:
            added = actions.change_poll(poll=poll, by=passage.membership, **form.sent())
        except actions.ChangedSince as reason:
            return self.form_page(passage, poll, form, **changed_since(form, reason, self.form(passage, reason.now)))
        except Refused as reason:
            return self.form_page(passage, poll, form, status=refused(form, reason))
        said = _("The poll is changed, and the group is told of the new dates.") if added else _("The poll is changed.")
        messages.success(request, said)
        return arrived(form, poll.url)

    def form(self, passage, poll, data=None):
        return PollEditForm(data, poll=poll, standing=queries.standing_of(poll, passage.membership))

    def form_page(self, passage, poll, form, *, status=200, **extra):
        context = {"poll": poll, "form": form, **extra}
        return meeting_room(self.request, "poll_edit.html", passage, status=status, tab="calendar", **context)


@method_decorator(limited("mailings"), name="dispatch")
class PollRemindView(ActOnPollView):
    """POST: those who said nothing are reminded."""

    def post(self, request, group_slug, poll_id):
        passage, poll = self.planned(group_slug, poll_id)
        form = ActForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("This page was incomplete: press the button again."))
            return redirect(poll.url)
        try:
            event = actions.remind_of_poll(poll=poll, by=passage.membership, key=form.cleaned_data["key"])
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(poll.url)
        count = event.data["people"]
        said = ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", count)
        messages.success(request, said % {"n": count})
        return redirect(poll.url)


@method_decorator(limited("changes"), name="dispatch")
class PollCloseView(ActOnPollView):
    """POST: the idea is given up."""

    def post(self, request, group_slug, poll_id):
        passage, poll = self.planned(group_slug, poll_id)
        done = _("The poll is closed. No meeting was planned.")
        acted(request, lambda: actions.close_poll(poll=poll, by=passage.membership), done)
        return redirect(poll.url)
