"""What people write, choose and answer about meetings. Nothing here writes."""

from .agenda import DecisionForm, ItemForm, PlaceForm, ProposalForm
from .attendance import AttendanceForm, GuestPresentForm
from .convening import GIVEN, ActForm, AnswerForm, GuestForm, QuickAnswerForm
from .following import ActionEditForm, ActionRegisterForm, ActionStateForm, LeftoversForm, RegisterForm
from .papers import AwayForm, PapersForm
from .planning import CancelForm, MeetingForm, SeriesForm
from .polls import DateChoiceForm, PollEditForm, PollForm, VoteForm
from .publishing import AmendmentForm, CompareForm, CorrectedForm, DecisionOnAmendmentForm, PublishForm, ReopenForm
from .writing import FilesForm, HeadForm, PointAddForm, PointForm, PointMoveForm, VersionForm

__all__ = [
    "GIVEN",
    "ActForm",
    "ActionEditForm",
    "ActionRegisterForm",
    "ActionStateForm",
    "AmendmentForm",
    "AnswerForm",
    "AttendanceForm",
    "AwayForm",
    "CancelForm",
    "CompareForm",
    "CorrectedForm",
    "DateChoiceForm",
    "DecisionForm",
    "DecisionOnAmendmentForm",
    "FilesForm",
    "GuestForm",
    "GuestPresentForm",
    "HeadForm",
    "ItemForm",
    "LeftoversForm",
    "MeetingForm",
    "PapersForm",
    "PlaceForm",
    "PointAddForm",
    "PointForm",
    "PointMoveForm",
    "PollEditForm",
    "PollForm",
    "ProposalForm",
    "PublishForm",
    "QuickAnswerForm",
    "RegisterForm",
    "ReopenForm",
    "SeriesForm",
    "VersionForm",
    "VoteForm",
]
