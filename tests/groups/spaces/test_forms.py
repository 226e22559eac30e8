import time

import pytest

from groups.spaces import forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@x.fr", ["a@x.fr"]),
        ("a@x.fr, b@x.fr;c@x.fr\nd@x.fr\r\n\n", ["a@x.fr", "b@x.fr", "c@x.fr", "d@x.fr"]),
        ("Marie Lemoine <a@x.fr>", ["a@x.fr"]),
        ("Lemoine, Marie <a@x.fr>; Le Goff, Thomas <b@x.fr>", ["a@x.fr", "b@x.fr"]),
        ('"Lemoine, Marie" <a@x.fr>, b@x.fr', ["a@x.fr", "b@x.fr"]),
        ("'a@x.fr' <a@x.fr>", ["a@x.fr"]),
        ("b@x.fr, Marie <a@x.fr>", ["b@x.fr", "a@x.fr"]),
        ("a@x.fr b@x.fr\tc@x.fr", ["a@x.fr", "b@x.fr", "c@x.fr"]),
        ("mailto:a@x.fr; <a@x.fr>", ["a@x.fr"]),
        ("jean dupont@x.fr", ["jean dupont@x.fr"]),
        ("Marie Lemoine", ["Marie Lemoine"]),
        ("<>", []),
        ("a@x.fr <", ["a@x.fr <"]),
        (",;,\n;", []),
    ],
)
def test_split_addresses(text, found):
    assert forms.split_addresses(text) == found


@pytest.mark.parametrize("text", ["<" * 20_000, "a@" * 10_000, ", <x" * 5_000, '"' * 20_000, "a " * 10_000])
def test_split_addresses_takes_no_time(text):
    start = time.perf_counter()
    forms.split_addresses(text)
    assert time.perf_counter() - start < 1


def test_invite_form_bounds_the_list():
    form = forms.InviteForm({"addresses": "\n".join(f"p{n}@x.fr" for n in range(101)), "role": "member"})
    assert form.errors["addresses"] == ["Pas plus de 100 adresses à la fois."]
    assert forms.InviteForm({"addresses": " \x00 ", "role": "member"}).errors["addresses"]
    assert forms.InviteForm({"addresses": "a@x.fr", "role": "superuser"}).errors.keys() == {"role"}


def test_admin_entry_form_wants_a_reason():
    key = "00000000-0000-4000-8000-000000000001"
    assert forms.AdminEntryForm({"key": key, "reason": " court \x00 "}).errors.keys() == {"reason"}
    assert forms.AdminEntryForm({"key": key, "reason": "x" * 501}).errors.keys() == {"reason"}
    assert forms.AdminEntryForm({"key": key, "reason": "Signalement reçu"}).is_valid()


@pytest.mark.parametrize(("q", "words"), [("  Claire\x00 \n V ", "Claire V"), ("x" * 500, "x" * 100), ("", "")])
def test_member_search_form_is_lenient(q, words):
    assert forms.MemberSearchForm({"q": q}).words == words
