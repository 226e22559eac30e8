"""The pages behind the links of a mail: no session, no sign-in. Mail filters open them: only their buttons change
anything. Whatever no longer holds is answered alike.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from groups.meetings import access, actions, forms, queries
from network.kit import throttle
from network.kit.errors import Refused
from network.kit.rate import limited

GUESSES = "30/h/ip"


class ByTokenView(View):
    """A door that a token opens; whoever tries many that open nothing is held back. What opens does all the same: a
    town hall, or the filter of its mails, is one address for all who work there.
    """

    def dispatch(self, request, token):
        self.row = self.find(token)
        if self.row is not None:
            response = super().dispatch(request, token)
        elif throttle.allowed(request, "meeting-token", GUESSES):
            response = self.closed()
        else:
            response = throttle.too_many(request)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def closed(self):
        return render(self.request, "groups/meetings/link_closed.html", status=404)


@method_decorator([login_not_required, limited("answers")], name="dispatch")
class ConvocationAnswerView(ByTokenView):
    """`?reponse=oui|non|excuse` chooses beforehand; POST keeps the answer."""

    def find(self, token):
        return access.get_attendance_by_token(token)

    def get(self, request, token):
        asked = forms.GIVEN.get(request.GET.get("reponse"), self.row.reply)
        form = forms.AnswerForm(initial={"reply": asked, "words": queries.words_now(self.row)})
        return self.page(token, form, chosen=asked != self.row.reply)

    def post(self, request, token):
        form = forms.AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(token, form, status=422)
        try:
            actions.answer_by_link(attendance=self.row, **form.cleaned_data)
        except Refused:
            return self.closed()
        return redirect("groups:convocation-answer", token=token)

    def page(self, token, form, *, chosen=False, status=200):
        """`chosen`: the link of the mail chose another answer than the one that is kept."""
        meeting = self.row.meeting
        discreet = meeting.group.confidential
        context = {
            "form": form,
            "chosen": chosen,
            "token": token,
            "meeting": meeting,
            "attendance": self.row,
            "discreet": discreet,
            "former": queries.former_answer(self.row),
            "agenda": [] if discreet else queries.agenda_of(meeting),
        }
        return render(self.request, "groups/meetings/convocation_answer.html", context, status=status)


@method_decorator([login_not_required, csrf_exempt, limited("answers")], name="dispatch")
class GuestStopView(ByTokenView):
    """A guest hears no more of a group's meetings: the button of this page, or the mail program's own POST (RFC 8058),
    for which the token stands where a form has its own. With `again`, they hear of them again.
    """

    def find(self, token):
        return access.get_guest_by_token(token)

    def get(self, request, token):
        return self.page("stopped" if queries.refuses_mails(self.row) else "asked")

    def post(self, request, token):
        if "again" in request.POST:
            actions.accept_mails(guest=self.row)
            return self.page("again")
        actions.refuse_mails(guest=self.row)
        return self.page("stopped")

    def page(self, state):
        return render(self.request, "groups/meetings/guest_stop.html", {"state": state})
