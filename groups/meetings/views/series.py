"""Series of meetings: listed, written and deleted by those who facilitate."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.forms import SeriesForm
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .base import changed_since
from .planning import PlanningView


class SeriesListView(PlanningView):
    def get(self, request, group_slug):
        membership = self.member(group_slug)
        return self.page(membership, "series_list.html", all_series=queries.series_for_list(membership.group))


@method_decorator(limited("changes"), name="dispatch")
class SeriesNewView(PlanningView):
    def get(self, request, group_slug):
        return self.page(self.member(group_slug), "series_form.html", form=SeriesForm(), series=None)

    def post(self, request, group_slug):
        membership = self.member(group_slug)
        form = SeriesForm(request.POST)
        if not form.is_valid():
            return self.page(membership, "series_form.html", form=form, series=None, status=422)
        try:
            actions.create_series(by=membership, key=form.cleaned_data["key"], **form.words())
        except Refused as reason:
            status = refused(form, reason)
            return self.page(membership, "series_form.html", form=form, series=None, status=status)
        messages.success(request, _("The series is created: a new meeting can begin with it."))
        return arrived(form, reverse("groups:series-list", args=[group_slug]))


@method_decorator(limited("changes"), name="dispatch")
class SeriesEditView(PlanningView):
    def get(self, request, group_slug, series_id):
        membership = self.member(group_slug)
        series = access.get_series_or_404(membership, series_id)
        return self.page(membership, "series_form.html", form=SeriesForm.of(series), series=series)

    def post(self, request, group_slug, series_id):
        membership = self.member(group_slug)
        series = access.get_series_or_404(membership, series_id)
        form = SeriesForm(request.POST)
        if not form.is_valid():
            return self.page(membership, "series_form.html", form=form, series=series, status=422)
        try:
            version = form.cleaned_data["version"]
            actions.change_series(series=series, by=membership, version=version, **form.words())
        except actions.ChangedSince as reason:
            conflict = changed_since(form, reason, SeriesForm.of(reason.now))
            return self.page(membership, "series_form.html", form=form, series=series, **conflict)
        except Refused as reason:
            status = refused(form, reason)
            return self.page(membership, "series_form.html", form=form, series=series, status=status)
        messages.success(request, _("The series is changed. The meetings that are planned stay as they are."))
        return arrived(form, reverse("groups:series-list", args=[group_slug]))


@method_decorator(limited("changes"), name="dispatch")
class SeriesDeleteView(PlanningView):
    """The series goes, its meetings stay."""

    def get(self, request, group_slug, series_id):
        membership = self.member(group_slug)
        series = access.get_series_or_404(membership, series_id)
        return self.page(membership, "series_delete.html", series=series)

    def post(self, request, group_slug, series_id):
        membership = self.member(group_slug)
        series = access.get_series_or_404(membership, series_id)
        done = _("The series is deleted. Its meetings stay.")
        acted(request, lambda: actions.delete_series(series=series, by=membership), done)
        return redirect("groups:series-list", group_slug=group_slug)
