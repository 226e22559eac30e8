import uuid

import pytest

from groups.threads import actions
from groups.threads.actions.drafts import DRAFTS_A_MEMBER
from groups.threads.models import Draft
from network.kit.errors import Refused

pytestmark = pytest.mark.django_db


def save(membership, name="thread-new", **content):
    return actions.save_draft(membership=membership, name=name, key=uuid.uuid4(), content=content)


def test_latest_save_wins(member):
    save(member, title="Un")
    draft = save(member, title="Deux")
    assert Draft.objects.get().content == {"title": "Deux"} == draft.content


def test_each_member_has_their_own(member, facilitator):
    save(member, body="Le mien")
    save(facilitator, body="Le sien")
    assert Draft.objects.get(membership=member).content == {"body": "Le mien"}
    actions.drop_draft(membership=facilitator, name="thread-new")
    assert Draft.objects.get().membership == member


def test_too_many_are_refused_and_the_last_one_can_still_be_kept(member):
    for number in range(DRAFTS_A_MEMBER):
        save(member, name=f"thread:{number}", body="x")
    with pytest.raises(Refused):
        save(member, name="thread:999", body="perdu ?")
    save(member, name="thread:7", body="gardé")
    assert Draft.objects.count() == DRAFTS_A_MEMBER
    assert Draft.objects.get(name="thread:7").content == {"body": "gardé"}


@pytest.mark.django_db(transaction=True)
def test_after_leaving_it_is_refused(member):
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Refused):
        save(member, body="x")
    assert not Draft.objects.exists()


def test_publishing_forgets_the_draft(member, thread, start, reply):
    save(member, body="Le début")
    save(member, name=f"thread:{thread.pk}", body="Une réponse")
    start(member)
    assert [draft.name for draft in Draft.objects.all()] == [f"thread:{thread.pk}"]
    reply(thread, member)
    assert not Draft.objects.exists()
