"""What people write, choose and ask for in the discussions of a group. Nothing here writes."""

from .choices import (
    GroupChoiceForm,
    LevelForm,
    ReactionForm,
    ReportForm,
    SplitForm,
    StatementForm,
    SwitchForm,
    ThreadChoiceForm,
)
from .lists import wanted_of
from .writing import (
    TITLE_MAX,
    PostForm,
    ReplyForm,
    RescheduleForm,
    ScheduledForm,
    ThreadEditForm,
    ThreadForm,
)

__all__ = [
    "TITLE_MAX",
    "GroupChoiceForm",
    "LevelForm",
    "PostForm",
    "ReactionForm",
    "ReplyForm",
    "ReportForm",
    "RescheduleForm",
    "ScheduledForm",
    "SplitForm",
    "StatementForm",
    "SwitchForm",
    "ThreadChoiceForm",
    "ThreadEditForm",
    "ThreadForm",
    "wanted_of",
]
