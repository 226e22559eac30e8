import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation

from network.kit.templatetags import ui_kept


def template(text):
    return engines["django"].engine.from_string(text)


class Counted:
    """Says how many times it was asked for its name."""

    def __init__(self):
        self.asked = 0

    def name(self):
        self.asked += 1
        return f"Claire {self.asked}"


def test_kept_is_drawn_once_for_the_same_values():
    made = template("{% kept a=a b=b %}[{{ a }}-{{ b }}]{% endkept %}")
    kept = made.nodelist[0].kept
    texts = [made.render(Context(values)) for values in ({"a": 1, "b": "x"}, {"a": 1, "b": "x"}, {"a": 2, "b": "<x>"})]
    assert texts == ["[1-x]", "[1-x]", "[2-&lt;x&gt;]"]
    assert len(kept) == 2


def test_kept_calls_what_is_called_for_its_value():
    asked = Counted()
    made = template("{% kept name=who.name %}{{ name }}{% endkept %}")
    assert [made.render(Context({"who": asked})) for _ in range(2)] == ["Claire 1", "Claire 2"]


def test_kept_sees_nothing_that_is_not_named():
    made = template("{% kept a=a %}{{ a }}{{ secret|default:'-' }}{% endkept %}")
    assert made.render(Context({"a": 1, "secret": "CNRY"})) == "1-"


def test_kept_is_apart_by_language():
    made = template("{% kept %}{% get_current_language as l %}{{ l }}{% endkept %}")
    texts = []
    for language in ("fr", "en", "fr"):
        with translation.override(language):
            texts.append(made.render(Context()))
    assert texts == ["fr", "en", "fr"]


def test_kept_refuses_objects():
    with pytest.raises(TypeError, match="who"):
        template("{% kept who=who %}{% endkept %}").render(Context({"who": Counted()}))


def test_kept_refuses_what_is_not_named():
    with pytest.raises(TemplateSyntaxError):
        template("{% kept a %}{% endkept %}")


def test_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(ui_kept, "KEPT_MAX", 3)
    made = template("{% kept a=a %}{{ a }}{% endkept %}")
    assert [made.render(Context({"a": n})) for n in range(10)] == [str(n) for n in range(10)]
    assert len(made.nodelist[0].kept) <= 3
