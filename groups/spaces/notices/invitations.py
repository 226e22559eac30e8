"""The one mail that holds a way in."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.spaces import access
from groups.spaces.actions.invitations import PURPOSE
from groups.spaces.models import Invitation
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.tokens import find_token
from network.kit.typography import shorten
from network.people.models import User


@register
class InvitationNotice(Notice):
    """Mailed to the invited address; a line too, when a person has verified that address."""

    kind = "invitation"
    can_stop = False

    def invitation_of(self, event: Event) -> Invitation | None:
        return access.open_invitations_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        invitation = self.invitation_of(event)
        return access.people_with_address(invitation.email) if invitation else ()

    def addresses(self, event: Event) -> Iterable[Recipient]:
        invitation = self.invitation_of(event)
        if invitation is None:
            return
        user = next(iter(access.people_with_address(invitation.email)), None)
        yield Recipient(invitation.email, user, user.language if user else "fr")

    def url(self, event: Event, invitation: Invitation | None) -> str:
        """Where to answer; empty when the invitation has ended or was sent anew."""
        if invitation is None:
            return ""
        token = find_token(event.data.get("nonce", ""), salt=PURPOSE, expected=invitation.token_hash)
        return reverse("groups:invitation", kwargs={"token": token}) if token else ""

    def allows(self, event: Event, user: User | None) -> bool:
        return bool(self.url(event, self.invitation_of(event)))

    def words(self, invitation: Invitation) -> str:
        return _("%(name)s invites you to join “%(group)s”") % {
            "name": invitation.invited_by,
            "group": invitation.group.name,
        }

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        mine = access.verified_addresses_of(user)
        found = access.open_invitations_told([event.object_id for event in events])
        lines = {event.pk: self.line(event, found.get(event.object_id), mine) for event in events}
        return {pk: line for pk, line in lines.items() if line is not None}

    def line(self, event: Event, invitation: Invitation | None, mine: set[str]) -> Line | None:
        url = self.url(event, invitation)
        if not url or invitation.email not in mine:
            return None
        return Line(self.words(invitation), url, shorten(invitation.message), "mail")

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        invitation = self.invitation_of(event)
        url = self.url(event, invitation)
        if not url:
            return None
        context = {
            "subject": self.words(invitation),
            "audience": invitation.group.audience,
            "quote": "" if invitation.group.confidential else invitation.message,
            "address": invitation.email,
            "expires_at": invitation.expires_at,
            "url": url,
        }
        return Mail("spaces/invitation", context)
