"""The notification centre, and the switch of the mails about news."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import access, actions, queries
from .forms import MailChoiceForm, MarkReadForm, NotificationFilterForm
from .notices import days_for, lines_for


class NotificationListView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = NotificationFilterForm(request.GET)
        form.is_valid()
        unread = form.cleaned_data.get("unread", False)
        found = list(queries.notifications_for_list(request.user, form.cleaned_data.get("before"), unread=unread))
        shown = found[: queries.PAGE]
        lines = lines_for([one.event for one in shown], request.user)
        # What cannot be shown any more is not counted as new either: nobody could look at it.
        actions.mark_untold(user=request.user, ids=[one.pk for one in shown if one.event_id not in lines])
        context = {
            "section": "notifications",
            "days": days_for(shown, lines),
            "unread_only": unread,
            "newest_id": shown[0].pk if shown else None,
            "older_than": shown[-1].pk if len(found) > queries.PAGE else None,
        }
        return render(request, "activity/notification_list.html", context)


class NotificationsReadView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MarkReadForm(request.POST)
        if form.is_valid():
            actions.mark_all_read(user=request.user, up_to=form.cleaned_data["up_to"])
            messages.success(request, _("Everything is marked as read."))
        return redirect("activity:notification-list")


class MailChoiceView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = MailChoiceForm(initial={"by_mail": queries.wants_mail(request.user)})
        return render(request, "activity/mail_choice.html", {"section": "notifications", "form": form})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MailChoiceForm(request.POST)
        by_mail = form.is_valid() and form.cleaned_data["by_mail"]
        actions.choose_mail(user=request.user, by_mail=by_mail)
        said = _("You will be told of news by e-mail.") if by_mail else _("You will get no more mails about news.")
        messages.success(request, said)
        return redirect("activity:mail-choice")


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class MailStopView(View):
    """The link of a mail. Mail filters follow it: only the button, or the mail program's own POST, changes anything.

    The signed token stands for the form's CSRF token, which a mail program does not have.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        access.get_stopping_user_or_404(token)
        return render(request, "activity/mail_stop.html", {"stopped": False})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        actions.choose_mail(user=access.get_stopping_user_or_404(token), by_mail=False)
        return render(request, "activity/mail_stop.html", {"stopped": True})
