import re
from datetime import UTC, date, datetime
from timeit import timeit
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from network.kit.templatetags import ui

CLAIRE = SimpleNamespace(initials="CV", hue=3)


class Words(forms.Form):
    title = forms.CharField(help_text="One <b>sentence</b>.")
    body = forms.CharField(widget=forms.Textarea(attrs={"class": "tall"}), required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    place = forms.ChoiceField(choices=[("a", "A")])
    way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Choose.")
    agree = forms.BooleanField(help_text="Really.")
    key = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(source, **context):
    return Template(source).render(Context(context))


def test_icon_is_decorative_and_points_to_the_sprite():
    html = render('{% icon "bell" "sm" %}')
    assert 'class="icon icon--sm"' in html
    assert 'aria-hidden="true"' in html
    assert "vendor/icons.svg#bell" in html


def test_page_query_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/", {"q": '"><b>', "page": "<b>", "log": "2"})
    assert render("{% page_query 3 %}", request=request) == "?q=%22%3E%3Cb%3E&amp;page=3&amp;log=2"
    assert render('{% page_query 1 "log" %}', request=RequestFactory().get("/")) == "?log=1"


def test_avatar():
    html = render('{% avatar p "sm" %}', p=CLAIRE)
    assert html == '<span class="avatar avatar--sm hue-3" aria-hidden="true">CV</span>'


def test_avatar_escapes():
    assert "&lt;i&gt;" in render("{% avatar p %}", p=SimpleNamespace(initials="<i>", hue=1))


@pytest.mark.parametrize("gone", [None, AnonymousUser(), SimpleNamespace(initials="", hue=None)])
def test_avatar_of_nobody_is_neutral(gone):
    assert "avatar--none" in render("{% avatar p %}", p=gone)


def test_names():
    assert render("{{ p|person_name }} {{ none|person_name }}", p="Claire", none=None) == "Claire Former member"
    assert render("{{ text|lower_first }}", text="Centre & co") == "centre &amp; co"


def test_glyph():
    html = render('{% glyph g "lg" %}', g=SimpleNamespace(abbr="RÉ", hue=2))
    assert html == '<span class="glyph glyph--lg hue-2" aria-hidden="true">RÉ</span>'


def test_leaf():
    assert "Nov" in render("{% leaf d %}", d=date(2026, 11, 26))
    assert "Thu" in render('{% leaf d "leaf--boxed" weekday=True %}', d=date(2026, 11, 26))


def test_when_says_the_exact_instant():
    html = render("{% when at %}", at=datetime(2026, 1, 2, 8, 5, tzinfo=UTC))
    assert 'datetime="2026-01-02T09:05+01:00"' in html
    assert "Friday" in html
    assert render("{% when at %}", at=None) == ""


def test_an_asset_survives_a_missing_manifest(monkeypatch):
    def missing(path):
        raise ValueError(path)

    ui.asset_url.cache_clear()
    monkeypatch.setattr(ui.staticfiles_storage, "url", missing)
    assert ui.asset_url("css/none.css").endswith("css/none.css")
    ui.asset_url.cache_clear()


def test_lists_stay_cheap():
    template = Template('{% for p in people %}{% avatar p "sm" %}{% icon "bell" %}{% endfor %}')
    people = Context({"people": [CLAIRE] * 100})
    template.render(people)
    assert timeit(lambda: template.render(people), number=10) / 2000 < 0.0002


def test_callout():
    html = render('{% callout "warning" title %}<p>{{ text }}</p>{% endcallout %}', title="A & B", text="<i>")
    assert "callout--warn" in html
    assert "A &amp; B" in html
    assert "<p>&lt;i&gt;</p>" in html


def test_field_ties_label_hint_and_error():
    form = Words({})
    html = render("{% field form.title %}", form=form)
    assert 'for="id_title"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "field--error" in html


def test_field_at_rest_marks_what_is_optional():
    form = Words()
    assert "(optional)" in render("{% field form.body %}", form=form)
    assert "(optional)" not in render("{% field form.title %}", form=form)
    assert 'class="textarea tall"' in render("{% field form.body %}", form=form)
    assert 'class="select"' in render("{% field form.place %}", form=form)
    assert "A hint" in render('{% field form.body hint="A hint" label="Words" %}', form=form)


def test_password_can_be_shown_and_leads_elsewhere():
    html = render('{% field form.secret link_url="/lost/" link_text="Lost" %}', form=Words())
    assert 'data-reveal="id_secret"' in html
    assert 'href="/lost/"' in html


def test_choices_are_a_fieldset():
    html = render("{% field form.way %}", form=Words({}))
    assert "<legend" in html
    assert 'aria-describedby="id_way_helptext id_way_error"' in html
    assert html.count('type="radio"') == 2


def test_checkbox_and_hidden():
    assert 'class="check"' in render("{% field form.agree %}", form=Words())
    assert "label" not in render("{% field form.key %}", form=Words())


def test_every_field_of_a_form():
    html = render("{% form_fields form %}", form=Words())
    assert all(f'name="{name}"' in html for name in Words.base_fields)


def test_control_alone():
    html = render('{% control form.body "editor__area" %}', form=Words())
    assert 'class="editor__area tall"' in html
    assert "<label" not in html


def test_form_errors_say_one_mark_only_after_a_label():
    class Consent(forms.Form):
        name = forms.CharField(label="Nom", error_messages={"required": "Manque."})
        good_faith = forms.BooleanField(label="Je le dis de bonne foi.", error_messages={"required": "Confirmez."})

    said = re.sub("<[^>]*>", "", render("{% form_errors form %}", form=Consent({})))
    assert "Nom: Manque." in said
    assert "Je le dis de bonne foi. Confirmez." in said


def test_form_errors_lead_to_their_fields():
    form = Words({"title": "x"})
    form.add_error(None, "Both & more")
    html = render("{% form_errors form %}", form=form)
    assert 'role="alert"' in html
    assert "autofocus" in html
    assert 'href="#id_secret"' in html
    assert 'href="#id_way"' in html
    assert "Both &amp; more" in html
    assert render("{% form_errors form %}", form=Words()) == ""
