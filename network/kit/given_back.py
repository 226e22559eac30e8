"""What somebody typed in a form that was not taken, as it goes back to them."""

from django.http import HttpRequest

from network.kit import clean_html

NOT_GIVEN_BACK = {"csrfmiddlewaretoken", "written_as"}
SHORT_TEXT = 60


def typed_in(request: HttpRequest) -> list[dict]:
    """The fields of the form, one for each value, in their order and without secrets."""
    return [
        _line(request, name, value)
        for name, values in request.POST.lists()
        if name not in NOT_GIVEN_BACK and "password" not in name
        for value in values
    ]


def _line(request: HttpRequest, name: str, value: str) -> dict:
    """A field as it goes back: what the editor made is shown as its author saw it, copied as words, and sent again as
    it came.
    """
    written = request.POST.get(f"{name}_format") == "html"
    cleaned = clean_html.clean(value) if written else ""
    shown = clean_html.show(cleaned) if written else ""
    is_long = len(value) > SHORT_TEXT or "\n" in value
    return {
        "name": name,
        "value": value,
        "shown": shown,
        "plain": clean_html.to_plain(cleaned) if written else value,
        "long": is_long,
        "words": bool(shown) or is_long or " " in value.strip(),
    }
