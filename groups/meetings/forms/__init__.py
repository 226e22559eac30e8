"""What people write about meetings. Nothing here writes."""

from .following import ActionEditForm, ActionRegisterForm, ActionStateForm, LeftoversForm, RegisterForm
from .publishing import AmendmentForm, CompareForm, CorrectedForm, DecisionOnAmendmentForm, PublishForm, ReopenForm

__all__ = [
    "ActionEditForm",
    "ActionRegisterForm",
    "ActionStateForm",
    "AmendmentForm",
    "CompareForm",
    "CorrectedForm",
    "DecisionOnAmendmentForm",
    "LeftoversForm",
    "PublishForm",
    "RegisterForm",
    "ReopenForm",
]
