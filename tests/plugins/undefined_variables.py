"""A variable that a template of ours names and nobody gave makes the test fail.

`{% if %}`, `{% firstof %}` and `|default:` may ask for what is not there; so may templates of other people.
"""

import sys
from types import FrameType

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, Node, VariableDoesNotExist
from django.template.defaultfilters import default
from django.template.defaulttags import ForNode

OURS = str(settings.BASE_DIR / "templates")


class UndefinedVariableError(AssertionError):
    pass


def origin_of(frame: FrameType | None) -> str:
    """The file that holds the tag being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render_annotated" and isinstance(node, Node):
            return str(getattr(node, "origin", ""))
        frame = frame.f_back
    return ""


class Invalid(str):
    """Stands for `string_if_invalid`: empty, as Django's own, but it tells when it is used.

    Django asks for its truth when a variable does not exist, and whether it holds "%s" inside {% blocktranslate %}.
    """

    __slots__ = ("seen",)

    def __new__(cls, seen: list[str]):
        self = super().__new__(cls)
        self.seen = seen
        return self

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        if frame.f_code is FilterExpression.resolve.__code__ and "obj" not in frame.f_locals:
            expression = frame.f_locals["self"]
            if [function for function, _ in expression.filters][:1] != [default]:
                self.tell(frame, expression.token)
        return False

    def __contains__(self, text: str) -> bool:
        frame = sys._getframe(1)
        if "default_value" in frame.f_locals:
            self.tell(frame, frame.f_locals["key"])
        return str.__contains__(self, text)

    def tell(self, frame: FrameType, name: str) -> None:
        origin = origin_of(frame)
        if origin.startswith(OURS):
            self.seen.append(f"{origin}: {name}")
            raise UndefinedVariableError(self.seen[-1])


def strict_for(seen: list[str]):
    """{% for %} takes a variable that does not exist for an empty list: here too, it must be told."""
    render = ForNode.render

    def strict_render(self, context):
        expression = self.sequence
        if str(getattr(self, "origin", "")).startswith(OURS) and expression.is_var and not expression.filters:
            try:
                expression.var.resolve(context)
            except VariableDoesNotExist as error:
                seen.append(f"{self.origin}: {expression.token}")
                raise UndefinedVariableError(seen[-1]) from error
        return render(self, context)

    return strict_render


@pytest.fixture(autouse=True)
def undefined_variables(monkeypatch):
    """What was missing, one line each: also what some code between the template and the test swallowed."""
    seen: list[str] = []
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Invalid(seen))
    monkeypatch.setattr(ForNode, "render", strict_for(seen))
    yield seen
    assert seen == []
