import uuid

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from network.kit.acts import acted, refused
from network.kit.errors import NoRoom, Refused
from network.kit.forms import KeyedForm


class WordsForm(KeyedForm):
    words = forms.CharField()


@pytest.fixture
def request_with_messages(rf):
    request = rf.get("/")
    request._messages = CookieStorage(request)
    return request


def told(request):
    return [(message.level_tag, str(message), message.extra_tags) for message in get_messages(request)]


def refuse():
    raise Refused("Trop tard.")


def test_acted_says_what_was_done_and_where_it_is_undone(request_with_messages):
    assert acted(request_with_messages, lambda: None, "C’est fait.", undo="/retour/")
    assert told(request_with_messages) == [("success", "C’est fait.", "/retour/")]


def test_acted_says_nothing_without_words(request_with_messages):
    assert acted(request_with_messages, lambda: None)
    assert told(request_with_messages) == []


def test_acted_says_why_not(request_with_messages):
    assert not acted(request_with_messages, refuse, "C’est fait.")
    assert told(request_with_messages) == [("error", "Trop tard.", "")]


@pytest.mark.parametrize("field", [None, "words"])
def test_refused_form_says_why_and_is_another_form(field):
    key = str(uuid.uuid4())
    form = WordsForm({"words": "Mes mots", "key": key})
    assert form.is_valid()
    assert refused(form, NoRoom("Plus de place."), field) == 507
    assert form.errors == {field or "__all__": ["Plus de place."]}
    assert form["words"].value() == "Mes mots" and form["key"].value() != key


def test_refused_form_without_a_key_stays_as_it_is():
    form = forms.Form({})
    assert form.is_valid() and refused(form, Refused("Trop tard.")) == 409
    assert form.non_field_errors() == ["Trop tard."]
