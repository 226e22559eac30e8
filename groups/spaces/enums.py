from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    MEMBER = "member", _("Member")
    FACILITATOR = "facilitator", _("Facilitation")


class Visibility(TextChoices):
    LISTED = "listed", _("Listed: name, description, audience and contact are visible to all")
    HIDDEN = "hidden", _("Hidden: its existence is known to its members only")


class Entry(TextChoices):
    INVITATION = "invitation", _("By invitation only")
    REQUEST = "request", _("On request")
    OPEN = "open", _("Open to the members of the network")


class Level(TextChoices):
    """What a member is told of a group, or of one discussion of it."""

    WATCH = "watch", _("Every message")
    MENTIONS = "mentions", _("Mentions and discussions I follow")
    MUTED = "muted", _("Nothing")


class RequestState(TextChoices):
    PENDING = "pending", _("pending")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REMOVED = "removed", _("put out of the group")


class Way(TextChoices):
    """The way into a group for one visitor now."""

    MEMBER = "member"
    INVITED = "invited"
    PENDING = "pending"
    OPEN = "open"
    REQUEST = "request"
    INVITATION = "invitation"
    CLOSED = "closed"


class InviteOutcome(TextChoices):
    """What became of one line of a list of addresses."""

    SENT = "sent", _("invitation sent")
    MEMBER = "member", _("already a member")
    INVITED = "invited", _("already invited")
    INVALID = "invalid", _("address not recognised")
    TOO_MANY = "too_many", _("not sent")


class InvitationState(TextChoices):
    """What the page behind an invitation's link tells one visitor."""

    UNKNOWN = "unknown"
    ANONYMOUS = "anonymous"
    STRANGER = "stranger"
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Hue(IntegerChoices):
    """The colours of groups, as `tokens.css` numbers them."""

    TEAL = 1, _("Teal")
    BLUE = 2, _("Blue")
    VIOLET = 3, _("Violet")
    PLUM = 4, _("Plum")
    BRICK = 5, _("Brick red")
    BROWN = 6, _("Brown")
    OLIVE = 7, _("Olive")
    GREEN = 8, _("Green")
