import uuid
from datetime import timedelta

from django.utils import timezone

from groups.models import AdminEntry
from groups.spaces import access, actions
from network.activity.models import Event
from tests.factories import UserFactory


def test_enter_exceptionally_once_for_an_hour(group, settings):
    settings.BREAK_GLASS_SECONDS = 60
    admin, key = UserFactory(is_superuser=True), uuid.uuid4()
    entries = [
        actions.enter_exceptionally(user=admin, group=group, reason="Signalement d’un membre", key=key)
        for _ in range(2)
    ]
    assert entries[0] == entries[1] == AdminEntry.objects.get()
    assert timedelta(seconds=59) < entries[0].expires_at - timezone.now() <= timedelta(seconds=60)
    assert Event.objects.get(kind="admin-entry").object_id == entries[0].pk
    passage = access.get_passage_or_404(admin, group.slug)
    assert (passage.membership, passage.admin_entry, passage.is_facilitator) == (None, entries[0], False)
