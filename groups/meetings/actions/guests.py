"""People from outside the group at one meeting: they get mails, and access to nothing."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings import queries
from groups.meetings.access import guest_of_meeting, meeting_to_convene
from groups.meetings.models import GUESTS_MAX, Attendance, Meeting, RefusedAddress
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit.errors import Refused

GUESTS_KEPT = timedelta(days=365)
"""After the meeting: later corrections of its minutes still reach them."""


def add_guest(
    *, meeting: Meeting, by: Membership, name: str, role: str, email: str, gets_minutes: bool, key: uuid.UUID
) -> Attendance:
    """Add a guest by name, perhaps with an address; they get the convocation with the next one that is sent. The same
    form again gives the same guest.

    Raises KeyReused, GoneSince, Refused (cancelled, over, fifty guests, an address that is there already or that a
    member has), Http404 for people who do not facilitate.
    """
    words = {"name": name, "role": role, "email": email.lower(), "gets_minutes": gets_minutes and bool(email)}
    guest, _new = once(
        user=by.user,
        key=key,
        payload=("guest", meeting.pk, *words.values()),
        fetch=Attendance,
        do=lambda: _add(meeting, by, words),
    )
    return guest


def _add(meeting: Meeting, by: Membership, words: dict) -> Attendance:
    lock_group(by.group)
    current = meeting_to_convene(meeting, by)
    guests = Attendance.objects.filter(meeting=current, is_guest=True)
    if guests.count() >= GUESTS_MAX:
        raise Refused(_("A meeting has %(n)s guests at most. Remove one first.") % {"n": GUESTS_MAX})
    if words["email"] and guests.filter(email=words["email"]).exists():
        raise Refused(_("There is a guest with this address already."))
    if words["email"] and queries.is_address_of_member(by.group, words["email"]):
        raise Refused(_("This address is the one of a member of the group, who is convened anyway."))
    return Attendance.objects.create(meeting=current, is_guest=True, **words)


@transaction.atomic
def remove_guest(*, meeting: Meeting, by: Membership, guest_id: int) -> bool:
    """Take a guest away; the link of their mail opens nothing from now on. Returns whether they were there. Raises
    Refused once the meeting is over, Http404 for people who do not facilitate.
    """
    lock_group(by.group)
    guest = guest_of_meeting(meeting_to_convene(meeting, by), guest_id)
    if guest is not None:
        guest.delete()
    return guest is not None


@transaction.atomic
def forget_guests() -> int:
    """A year after a meeting its guests are names in its attendance: address, link and words go, and so does who asked
    to hear no more of it. Returns how many rows that were.
    """
    before = timezone.now() - GUESTS_KEPT
    guests = Attendance.objects.filter(is_guest=True, meeting__ends_at__lt=before).exclude(email="", words="")
    forgotten = guests.update(email="", token_hash="", words="", gets_minutes=False)
    refused, _by_model = RefusedAddress.objects.filter(meeting__ends_at__lt=before).delete()
    return forgotten + refused
