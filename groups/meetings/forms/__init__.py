"""What people write, choose and answer about meetings. Nothing here writes."""

from .agenda import DecisionForm, ItemForm, PlaceForm, ProposalForm
from .convening import GIVEN, ActForm, AnswerForm, GuestForm, QuickAnswerForm
from .papers import AwayForm, PapersForm
from .planning import CancelForm, MeetingForm, SeriesForm
from .polls import DateChoiceForm, PollForm, VoteForm

__all__ = [
    "GIVEN",
    "ActForm",
    "AnswerForm",
    "AwayForm",
    "CancelForm",
    "DateChoiceForm",
    "DecisionForm",
    "GuestForm",
    "ItemForm",
    "MeetingForm",
    "PapersForm",
    "PlaceForm",
    "PollForm",
    "ProposalForm",
    "QuickAnswerForm",
    "SeriesForm",
    "VoteForm",
]
