from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reply(TextChoices):
    """What somebody answers to a convocation."""

    NONE = "", _("No answer yet")
    YES = "yes", _("I am coming")
    NO = "no", _("I am not coming")
    EXCUSED = "excused", _("Please excuse me")


class Presence(TextChoices):
    """What became of it; UNKNOWN until attendance is taken."""

    UNKNOWN = "", _("Not taken yet")
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")
    REPRESENTED = "represented", _("Represented")


class ItemState(TextChoices):
    """An item that a member proposes waits for those who facilitate."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("On the agenda")
    DECLINED = "declined", _("Declined")


class MinutesState(TextChoices):
    """PUBLISHED: read by the group, open to corrections until `amend_until`. APPROVED: locked."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published, open to corrections")
    APPROVED = "approved", _("Approved")


class ActionState(TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", pgettext_lazy("action", "Done")
    DROPPED = "dropped", pgettext_lazy("action", "Dropped")


class AmendmentState(TextChoices):
    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("a correction", "Accepted")
    DECLINED = "declined", pgettext_lazy("a correction", "Declined")


class Vote(TextChoices):
    """What somebody says of one date of a poll."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("If need be")
    NO = "no", _("No")
