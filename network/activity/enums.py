from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryState(TextChoices):
    PENDING = "pending", _("pending")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("no longer allowed")
    FAILED = "failed", _("failed")
