"""What people write, choose and answer about meetings. Nothing here writes."""

from .agenda import DecisionForm, ItemForm, PlaceForm, ProposalForm
from .papers import AwayForm, PapersForm
from .planning import CancelForm, MeetingForm, SeriesForm
from .polls import DateChoiceForm, PollForm, VoteForm

__all__ = [
    "AwayForm",
    "CancelForm",
    "DateChoiceForm",
    "DecisionForm",
    "ItemForm",
    "MeetingForm",
    "PapersForm",
    "PlaceForm",
    "PollForm",
    "ProposalForm",
    "SeriesForm",
    "VoteForm",
]
