"""Calendars outside: a private address that a calendar program asks again and again."""

from django.conf import settings
from django.db import models

from groups.spaces.models import Membership
from network.kit.tokens import new_nonce

User = settings.AUTH_USER_MODEL


class Feed(models.Model):
    """All meetings of one person (`membership` None), or those of one group: it goes with the membership. Its token is
    made from `nonce`; a new nonce closes the old address.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="feeds")
    membership = models.OneToOneField(Membership, models.CASCADE, null=True, blank=True, related_name="feed")
    nonce = models.CharField(max_length=32, default=new_nonce)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(membership=None), name="feed_of_everything_once"
            )
        ]
