import re

import pytest
from django.core import mail
from django.utils import timezone

from groups.models import Group, Invitation, Membership
from groups.spaces import actions
from network.activity.actions import choose_mail
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from tests.factories import UserFactory
from tests.worker import run_tasks


@pytest.fixture
def invite(facilitator):
    def send(email, message="Rejoignez-nous."):
        actions.invite(group=facilitator.group, by=facilitator.user, emails=[email], role="member", message=message)
        return Invitation.objects.get(email=email)

    return send


def link(letter):
    (found,) = set(re.findall(r"http://testserver(/invitation/[\w-]+/)", letter.body))
    return found


def test_invitation_is_mailed_to_an_address_without_account(client, invite):
    invite("nouvelle@example.org")
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == ["nouvelle@example.org"]
    assert letter.subject == "Hélène Marchetti vous invite dans «\u00a0Réussite éducative\u00a0»"
    assert "Rejoignez-nous." in letter.body
    assert "Réussite éducative" in client.get(link(letter)).text
    assert not Notification.objects.exists()


def test_invitation_of_a_known_person_is_a_line_too(client, invite, outsider):
    choose_mail(user=outsider, by_mail=False)
    invite(outsider.email)
    run_tasks()
    assert [line.user for line in Notification.objects.all()] == [outsider]
    (line,) = lines_for(Event.objects.all(), outsider).values()
    assert line.url == link(mail.outbox[0])
    client.force_login(outsider)
    client.post(line.url)
    assert Membership.objects.filter(user=outsider).exists()
    assert lines_for(Event.objects.all(), outsider) == {}


def test_invitation_line_is_not_for_others(invite, outsider):
    invite(outsider.email)
    assert lines_for(Event.objects.all(), UserFactory()) == {}


def test_invitation_of_a_confidential_group_quotes_nothing(invite):
    Group.objects.update(confidential=True)
    invite("a@example.org", message="CNRY-word")
    run_tasks()
    letter = mail.outbox[0]
    assert "CNRY" not in letter.body + letter.alternatives[0].content


def test_invitation_word_makes_no_link(invite):
    invite("a@example.org", message="<a href=//evil>x</a> http://evil.example [x](http://evil.example)")
    run_tasks()
    for text in (mail.outbox[0].body, mail.outbox[0].alternatives[0].content):
        assert "http://evil" not in text
        assert "<a href=//evil>" not in text


def revoked(invitation):
    actions.revoke_invitation(invitation=invitation, by=invitation.invited_by)


def expired(invitation):
    Invitation.objects.update(expires_at=timezone.now())


def inviter_gone(invitation):
    Membership.objects.update(role="member")


def erased(invitation):
    invitation.delete()


@pytest.mark.parametrize("spoil", [revoked, expired, inviter_gone, erased])
@pytest.mark.parametrize("moment", ["before", "between"])
def test_invitation_that_has_ended_is_not_mailed(invite, spoil, moment, queue_mails):
    invitation = invite("a@example.org")
    if moment == "between":
        queue_mails()
    spoil(invitation)
    run_tasks()
    assert mail.outbox == []


def test_invitation_sent_again_is_mailed_with_the_new_link_only(client, invite, facilitator):
    invitation = invite("a@example.org")
    Invitation.objects.update(sent_at=timezone.now() - timezone.timedelta(hours=1))
    run_tasks()
    actions.resend_invitation(invitation=invitation, by=facilitator.user)
    run_tasks()
    old, new = map(link, mail.outbox)
    assert client.get(old).status_code == 404
    assert "Réussite éducative" in client.get(new).text


def test_invitation_is_found_again_after_the_key_was_rotated(client, invite, settings):
    invite("a@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    run_tasks()
    assert "Réussite éducative" in client.get(link(mail.outbox[0])).text
    settings.SECRET_KEY_FALLBACKS = []
    event = Event.objects.get(kind="invitation")
    from network.activity.notices import notice_for

    assert not notice_for("invitation").allows(event, None)
