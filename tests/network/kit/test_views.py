from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from network.kit.views import arrived, back_to


@pytest.mark.parametrize(
    ("key", "url", "leads_to"),
    [
        ("k-1", "/groupes/a/", "/groupes/a/?sent=k-1"),
        ("k-1", "/groupes/a/discussions/3/?page=2#m21", "/groupes/a/discussions/3/?page=2&sent=k-1#m21"),
        ("k-1", "/groupes/a/ordre-du-jour/#p4", "/groupes/a/ordre-du-jour/?sent=k-1#p4"),
        (None, "/groupes/a/?page=2#m21", "/groupes/a/?page=2#m21"),
    ],
)
def test_arrived_says_which_form_it_was(key, url, leads_to):
    assert arrived(SimpleNamespace(cleaned_data={"key": key}), url).url == leads_to


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/agenda/?vue=mois", "/agenda/?vue=mois"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("http://evil.example/agenda/", "/otherwise/"),
        ("javascript:alert(1)", "/otherwise/"),
        ("", "/otherwise/"),
    ],
)
def test_back_to_stays_here(came_from, leads_to):
    request = RequestFactory().post("/", headers={"referer": came_from})
    assert back_to(request, "/otherwise/").url == leads_to
