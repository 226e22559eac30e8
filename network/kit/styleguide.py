"""Invented people and words for the living style guide."""

from collections import namedtuple
from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import dates


class Person(SimpleNamespace):
    def __str__(self) -> str:
        return self.name


class SampleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), help_text=gettext_lazy("Help comes before the field."))
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    theme = forms.ChoiceField(label=gettext_lazy("List"), choices=[("", gettext_lazy("One choice"))], required=False)
    body = forms.CharField(label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    answer = forms.ChoiceField(
        label=gettext_lazy("Single choice"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )
    follow = forms.BooleanField(
        label=gettext_lazy("Follow this discussion"), required=False, help_text=gettext_lazy("One e-mail an answer.")
    )


def people() -> list[Person]:
    return [
        Person(name="Claire Vasseur", initials="CV", hue=1, function=_("Coordinator"), organisation="Valombre"),
        Person(name="Karim Ouali", initials="KO", hue=3, function=_("Project manager"), organisation="Hautes-Rives"),
    ]


Row = namedtuple(
    "Row", "pk title link unread messages kind excerpt name initials hue instant full ago answered locked tags"
)


def thread(pk: int, author: Person | None, unread: int, **passed: float) -> SimpleNamespace:
    title, at = str(_("Meeting the families who no longer come")), dates.Moment(timezone.now() - timedelta(**passed))
    excerpt = str(_("A phone call instead of a letter: 82 % of the families came."))
    name, initials, hue = (author.name, author.initials, author.hue) if author else (str(_("Former member")), "", None)
    moment = (at.local.isoformat(timespec="minutes"), at.full(), at.ago())
    tags = (str(_("Parenthood")),)
    said = (title, "", unread, 15, "", excerpt, name, initials, hue, *moment)
    row = Row(pk, *said, answered=not unread, locked=False, tags=tags)
    return SimpleNamespace(row=row, title=title, excerpt=excerpt, last_post_at=at.local)


def post(author: Person | None, number: int) -> SimpleNamespace:
    body = format_html("<p>{}</p>", _("We moved half of the appointments to the neighbourhood house."))
    return SimpleNamespace(
        author=author, number=number, body=body, created_at=timezone.now() - timedelta(minutes=20), edited_at=None
    )


def faulty_form() -> SampleForm:
    return SampleForm({"title": "", "email": "claire@", "password": "x", "answer": "yes"}, auto_id="faulty_%s")


def samples() -> dict:
    claire, karim = people()
    return {
        "claire": claire,
        "karim": karim,
        "hues": range(1, 9),
        "glyphs": [SimpleNamespace(abbr=f"A{hue}", hue=hue) for hue in range(1, 9)],
        "threads": [thread(1, claire, 3, minutes=20), thread(2, None, 0, days=3)],
        "posts": [post(claire, 1), post(None, 2)],
        "form": SampleForm(auto_id="sample_%s"),
        "faulty": faulty_form(),
        "page": Paginator(range(64), 9).page(2),
        "now": timezone.now(),
        "section": "styleguide",
    }
