"""One field, drawn the same everywhere: label, hint above, control, error below, tied together for assistive tools.

Django itself writes aria-invalid and aria-describedby; the templates of components/field_*.html use the same ids.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CLASSES = ((forms.Textarea, "textarea"), (forms.Select, "select"))


def field_kind(widget: forms.Widget) -> str:
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "password" if isinstance(widget, forms.PasswordInput) else "control"


def control(bound: BoundField, css: str = "") -> str:
    """{% control form.body "editor__area" %}: the control alone, when a component writes its own label."""
    widget = bound.field.widget
    css = css or next((css for kind, css in CLASSES if isinstance(widget, kind)), "input")
    return bound.as_widget(attrs={"class": f"{css} {widget.attrs.get('class', '')}".strip()})


def field(bound: BoundField, label: str = "", hint: str = "", link_url: str = "", link_text: str = "") -> str:
    """{% field form.email %}, {% field form.title hint=_("…") %}, {% field form.password link_url=… link_text=… %}"""
    if bound.is_hidden:
        return bound.as_widget()
    kind = field_kind(bound.field.widget)
    bound.help_text = hint or bound.help_text
    context = {"field": bound, "label": label or bound.label, "link_url": link_url, "link_text": link_text}
    if kind in ("control", "password"):
        context["control"] = control(bound)
    return render_to_string(f"components/field_{kind}.html", context)


def form_fields(form: forms.BaseForm) -> str:
    """{% form_fields form %}: every field in the order of the form."""
    return render_to_string("components/form_fields.html", {"form": form})


def form_errors(form: forms.BaseForm, *, focus: bool = True) -> str:
    """{% form_errors form %}: what is wrong, said first and focused, each line leading to its field."""
    if not form.errors:
        return ""
    faulty = [bound for bound in form if bound.errors]
    return render_to_string("components/form_errors.html", {"form": form, "fields": faulty, "focus": focus})
