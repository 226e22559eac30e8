"""How the controls of a form are drawn. Those that nearly every page has are drawn here: Django's own templates of
widgets give the same elements, but three of them cost as much as half of the messages of a discussion.
"""

from html import escape

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString


def _escaped(value) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def _attributes(attrs: dict) -> str:
    """Their names come from code, never from a person."""
    given = [(name, value) for name, value in attrs.items() if value is not None and value is not False]
    return "".join(f" {name}" if value is True else f' {name}="{_escaped(value)}"' for name, value in given)


def _input(widget: dict) -> str:
    own = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    return f"<input{_attributes(own | widget['attrs'])}>"


def _textarea(widget: dict) -> str:
    attrs = _attributes({"name": widget["name"]} | widget["attrs"])
    return f"<textarea{attrs}>\n{_escaped(widget['value'] or '')}</textarea>"


DRAWN = {
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
}


class Renderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)
