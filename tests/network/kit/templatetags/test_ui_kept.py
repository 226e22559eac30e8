import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation

from network.kit.templatetags import ui_kept

PEOPLE = [(True, ""), (False, "CNRY"), (True, ""), (False, "other")]


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


def test_fresh_is_drawn_each_time_in_what_is_kept():
    asked = Counted()
    made = template(
        "{% kept a=a %}[{{ a }}{% fresh %}<{{ who.name }}>{% endfresh %}{{ a }}{% fresh %}!{% endfresh %}]{% endkept %}"
    )
    texts = [made.render(Context({"a": a, "who": asked})) for a in (1, 1, 2)]
    assert texts == ["[1<Claire 1>1!]", "[1<Claire 2>1!]", "[2<Claire 3>2!]"]


def test_fresh_sees_what_is_around_and_not_what_is_inside():
    made = template("{% kept a=b %}{{ a }}{% fresh %}{{ a }}{{ b }}{% endfresh %}{% endkept %}")
    assert [made.render(Context({"a": "<a>", "b": b})) for b in (1, 2)] == ["1&lt;a&gt;1", "2&lt;a&gt;2"]


def test_fresh_in_kept_in_kept():
    inner = "{% kept n=n %}({{ n }}{% fresh %}{{ a }}{{ secret|default:'-' }}{% endfresh %}){% endkept %}"
    made = template("{% kept n=n %}{{ n }}" + inner + "{% fresh %}{{ a }}{% endfresh %}{% endkept %}")
    texts = [made.render(Context({"n": 1, "a": a, "secret": f"CNRY{a}"})) for a in ("x", "y")]
    assert texts == ["1(1xCNRYx)x", "1(1yCNRYy)y"]


def test_fresh_as_often_as_it_is_met():
    made = template("{% kept %}{% for n in '123' %}{{ n }}{% fresh %}{{ a }}{% endfresh %}{% endfor %}{% endkept %}")
    assert [made.render(Context({"a": a})) for a in "xy"] == ["1x2x3x", "1y2y3y"]


def test_fresh_unless_everybody_gets_the_same():
    made = template("{% kept blank=blank %}[{% fresh unless=blank %}{{ words }}{% endfresh %}]{% endkept %}")
    shown = [made.render(Context({"blank": blank, "words": words})) for blank, words in PEOPLE]
    assert shown == ["[]", "[CNRY]", "[]", "[other]"]


@pytest.mark.parametrize("tag", ["fresh blank", "fresh if=blank"])
def test_fresh_takes_unless_only(tag):
    with pytest.raises(TemplateSyntaxError):
        template(f"{{% {tag} %}}{{% endfresh %}}")


def test_fresh_where_nothing_is_kept():
    assert template("[{% fresh %}{{ a }}{% endfresh %}]").render(Context({"a": "<x>"})) == "[&lt;x&gt;]"


def test_kept_holds_a_proof_of_each_request():
    made = template("{% kept %}<form>{% fresh %}{% csrf_token %}{% endfresh %}</form>{% endkept %}")
    first, second = (made.render(Context({"csrf_token": token})) for token in ("proof-1", "proof-2"))
    assert 'value="proof-1"' in first
    assert 'value="proof-2"' in second
    assert "proof-1" not in second
