from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    QUESTION = "question", _("Question")
    DISCUSSION = "discussion", _("Discussion")
    ANNOUNCEMENT = "announcement", _("Announcement")
    RESOURCE = "resource", _("Resource")


class ReactionKind(TextChoices):
    """One word that says something to the author."""

    USEFUL = "useful", _("Useful")
    THANKS = "thanks", _("Thank you")
    SAME = "same", _("Me too")


TOLD_OF_POSTS = ("announcement", "thread-answer", "thread-call", "thread-mention", "thread-new", "thread-reply")
"""Kinds of events about one message."""


class ReportReason(TextChoices):
    PERSONAL = "personal", _("It tells of a person who could be recognised")
    RESPECT = "respect", _("It lacks respect for somebody")
    UNLAWFUL = "unlawful", _("It looks unlawful, or breaks somebody’s rights")
    PLACE = "place", _("It has no place in this group")
    OTHER = "other", _("Another reason")


class ReportState(TextChoices):
    PENDING = "pending", _("to decide")
    KEPT = "kept", _("kept")
    HIDDEN = "hidden", _("hidden")
    MOOT = "moot", _("message deleted")


class Act(TextChoices):
    """What the log of a group tells."""

    REPORT = "report", _("Message reported")
    KEEP = "keep", _("Report closed, message kept")
    CLOSE = "close", _("Report closed, message deleted")
    HIDE = "hide", _("Message hidden")
    RESTORE = "restore", _("Message restored")
    DELETE = "delete", _("Discussion deleted")
    BACK = "back", _("Discussion restored")
    PIN = "pin", _("Discussion pinned")
    UNPIN = "unpin", _("Discussion no longer pinned")
    LOCK = "lock", _("Discussion closed to new messages")
    UNLOCK = "unlock", _("Discussion open again")
    EDIT = "edit", _("Title, kind or themes changed")
    SPLIT = "split", _("Messages moved to a new discussion")
    MERGE = "merge", _("Discussion merged into another")
    MOVE = "move", _("Discussion moved to another group")
    DUPLICATE = "duplicate", _("Discussion marked as already dealt with")
    UNIQUE = "unique", _("Discussion no longer marked as already dealt with")
    REMIND = "remind", _("Reminder of an announcement")
