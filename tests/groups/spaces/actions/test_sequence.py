import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from groups.spaces.actions import next_seq
from tests.factories import GroupFactory


def test_next_seq_counts_for_each_group(group):
    other = GroupFactory()
    with transaction.atomic():
        assert [next_seq(group), next_seq(group), next_seq(other)] == [1, 2, 1]
    group.refresh_from_db()
    assert group.last_seq == 2


@pytest.mark.django_db(transaction=True)
def test_next_seq_needs_a_transaction():
    group = GroupFactory()
    with pytest.raises(TransactionManagementError):
        next_seq(group)
    group.refresh_from_db()
    assert group.last_seq == 0
