from .convening import GIVEN, ActForm, AnswerForm, GuestForm, QuickAnswerForm

__all__ = ["GIVEN", "ActForm", "AnswerForm", "GuestForm", "QuickAnswerForm"]
