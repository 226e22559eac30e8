import pytest

from network.activity import tasks
from network.activity.models import Event


@pytest.fixture
def queue_mails():
    """The moment between: everybody is told, no mail has left yet."""

    def tell():
        for pk in Event.objects.filter(told_at=None).values_list("pk", flat=True):
            tasks.tell.func(pk)

    return tell
