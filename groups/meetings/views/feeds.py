"""Calendars outside: the private address that a calendar program asks, and the pages where one makes and ends it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.meetings import access, actions, forms, queries
from groups.spaces.access import Passage, get_membership_or_404
from network.kit import ical, throttle
from network.kit.acts import acted
from network.kit.mail_message import absolute
from network.kit.rate import limited
from network.kit.tokens import find_token

from .base import meeting_room

READS = "60/h/key"
GUESSES = "30/h/ip"


@method_decorator(login_not_required, name="dispatch")
class FeedFileView(View):
    """What a calendar program reads, as often as once a minute. Nothing is kept of who read it. Programs of many people
    share an address, and go on asking for those who left: what opens does so however often others did not.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, token):
        feed = access.get_feed_by_token(token)
        if feed is None and throttle.allowed(request, "feed-token", GUESSES):
            raise Http404
        if feed is None:
            return throttle.too_many(request)
        if not throttle.allowed(request, "feed", READS, key=str(feed.pk)):
            return throttle.too_many(request)
        return self.answer(request, feed)

    def answer(self, request, feed):
        meetings = queries.meetings_for_feed(feed)
        tag = f'"{queries.feed_version(feed, meetings)}"'
        known = request.headers.get("If-None-Match", "").replace("W/", "")
        if tag in known:
            response = HttpResponseNotModified()
        else:
            response = HttpResponse(written(feed, meetings), content_type="text/calendar; charset=utf-8")
            response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
        for name, value in {"ETag": tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}.items():
            response.headers[name] = value
        return response


def written(feed, meetings):
    with translation.override(feed.user.language):
        group = feed.membership.group.short_name if feed.membership else _("my meetings")
        entries = [queries.feed_entry(feed, meeting) for meeting in meetings]
        return ical.write(entries, name=f"{settings.WAGTAIL_SITE_NAME} – {group}")


class FeedDoor(View):
    """The address of one person: for all of their groups, or (`group_slug`) for one."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.membership = None

    def dispatch(self, request, group_slug=None):
        if group_slug is not None:
            self.membership = get_membership_or_404(request.user, group_slug)
        return super().dispatch(request)

    def home(self):
        if self.membership is None:
            return redirect("groups:feed-edit")
        return redirect("groups:group-feed-edit", group_slug=self.membership.group.slug)

    @property
    def owner(self):
        return {"user": self.request.user, "membership": self.membership}


class FeedEditView(FeedDoor):
    """The address to subscribe to, and the ways to make another and to end it."""

    def get(self, request):
        feed = access.feed_of(**self.owner)
        token = feed and find_token(feed.nonce, salt=access.FEED, expected=feed.token_hash)
        url = absolute(reverse("groups:feed-file", args=[token])) if token else ""
        context = {"url": url, "webcal": url.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1)}
        context |= {"form": forms.ActForm(), "membership": self.membership}
        if self.membership is None:
            return render(request, "groups/meetings/feed_edit.html", context | {"section": "calendar"})
        passage = Passage.of(self.membership)
        return meeting_room(request, "group_feed_edit.html", passage, tab="calendar", **context)


@method_decorator(limited("changes"), name="dispatch")
class FeedRenewView(FeedDoor):
    """POST: an address, or another one."""

    def get(self, request):
        return self.home()

    def post(self, request):
        form = forms.ActForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("This page was incomplete: press the button again."))
            return self.home()
        done = _("The address is ready: give it to your calendar.")
        acted(request, lambda: actions.renew_feed(key=form.cleaned_data["key"], **self.owner), done)
        return self.home()


@method_decorator(limited("changes"), name="dispatch")
class FeedRevokeView(FeedDoor):
    """POST: the address opens nothing any more."""

    def get(self, request):
        return self.home()

    def post(self, request):
        actions.revoke_feed(**self.owner)
        messages.success(request, _("The address no longer works: your calendar will get nothing more from it."))
        return self.home()
