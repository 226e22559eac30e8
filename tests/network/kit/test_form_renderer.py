from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from network.kit.form_renderer import Renderer

VALUES = [None, "", 0, 12_345, "d’« Élise » & <b>\"quotes\" 'x'", "\nfirst line empty", mark_safe("&amp;")]
ATTRS = [{}, {"id": "id_x", "hidden": True, "required": False, "maxlength": 200, "data-says": "a \"b\" <c> & 'd'"}]


class Elements(HTMLParser):
    """What a browser makes of it: elements with their attributes in any order, and words."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.found.append((tag,))

    def handle_data(self, data):
        self.found.append(data)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("widget", [forms.HiddenInput, forms.TextInput, forms.Textarea])
def test_what_is_drawn_here_is_what_django_draws(widget, attrs, value):
    ours, django = (widget().render("name", value, attrs, renderer) for renderer in (Renderer(), DjangoTemplates()))
    assert Elements(ours).found == Elements(django).found


def test_other_controls_are_drawn_by_their_templates():
    drawn = forms.Select(choices=[("a", "<A>"), ("b", "B")]).render("name", "b", renderer=Renderer())
    assert '<option value="b" selected>B</option>' in drawn
    assert "&lt;A&gt;" in drawn


def test_forms_of_the_site_use_it():
    class Words(forms.Form):
        words = forms.CharField()

    assert isinstance(Words().renderer, Renderer)
