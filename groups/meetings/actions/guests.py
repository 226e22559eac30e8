"""People from outside the group at one meeting: they get mails, and access to nothing."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings import queries
from groups.meetings.access import guest_of_meeting, meeting_to_convene
from groups.meetings.enums import Presence
from groups.meetings.models import GUESTS_MAX, Attendance, Meeting, RefusedAddress
from groups.spaces.access import verified_addresses_of
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Group, Membership
from network.activity.actions import once, record
from network.kit.errors import Refused
from network.people.models import User

GUESTS_KEPT = timedelta(days=365)
"""After the meeting: later corrections of its minutes still reach them."""
REFUSALS_KEPT = timedelta(days=3 * 365)
"""An address that wants no mail is kept for that alone, as long as the CNIL advises for such lists."""
UNINVITED = "meeting-guest-removed"


def add_guest(
    *, meeting: Meeting, by: Membership, name: str, role: str, email: str, gets_minutes: bool, key: uuid.UUID
) -> Attendance:
    """Add a guest by name, perhaps with an address; they get the convocation with the next one that is sent. The same
    form again gives the same guest.

    Raises KeyReused, GoneSince, Refused (cancelled, over, or as `make_guest`), Http404 for people who do not
    facilitate.
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
    return make_guest(meeting=meeting_to_convene(meeting, by), **words)


def make_guest(*, meeting: Meeting, name: str, role: str, email: str = "", **more: object) -> Attendance:
    """Another guest of this meeting, whichever door they come through, inside the caller's transaction, which holds the
    group. Refused for a fifty-first guest, for one who is there already (the same address, or neither name nor function
    to tell them apart), and for the address of a member.
    """
    guests = Attendance.objects.filter(meeting=meeting, is_guest=True)
    if guests.count() >= GUESTS_MAX:
        raise Refused(_("A meeting has %(n)s guests at most. Remove one first.") % {"n": GUESTS_MAX})
    if email and guests.filter(email=email).exists():
        raise Refused(_("There is a guest with this address already."))
    if email and queries.is_address_of_member(meeting.group, email):
        raise Refused(_("This address is the one of a member of the group, who is convened anyway."))
    if not email and guests.filter(name__iexact=name, role__iexact=role).exists():
        raise Refused(_("%(name)s is a guest already. If it is somebody else, say their function.") % {"name": name})
    return Attendance.objects.create(meeting=meeting, is_guest=True, name=name, role=role, email=email, **more)


@transaction.atomic
def remove_guest(*, meeting: Meeting, by: Membership, guest_id: int) -> bool:
    """Take a guest away: the link of their mail opens nothing from now on; whoever was convened by mail is told, and
    their calendar too. Returns whether they were there. Raises Refused once the meeting is over, Http404 for people who
    do not facilitate.
    """
    lock_group(by.group)
    current = meeting_to_convene(meeting, by)
    guest = guest_of_meeting(current, guest_id)
    if guest is None:
        return False
    if queries.people_told(current, [guest.pk]).exists():
        _tell_removed(current, guest, by)
    guest.delete()
    return True


def _tell_removed(meeting: Meeting, guest: Attendance, by: Membership) -> None:
    """The number of the entry in their calendar grows, and with it the one that others get next: should they be invited
    again, that mail counts.
    """
    meeting.revision += 1
    meeting.told["revision"] = meeting.revision
    meeting.save(update_fields=["revision", "told"])
    data = {"name": guest.name, "email": guest.email, "revision": meeting.revision}
    record(
        kind=UNINVITED,
        actor=by.user,
        scope=meeting.group.scope,
        target=meeting.target,
        object_id=meeting.pk,
        data=data,
    )


def end_places_of_guest(*, place: Group, person: User, is_out: bool) -> None:
    """Whoever left this group is no guest of its meetings either, by another address of theirs: links, mails and
    minutes end. By an address that nobody knows to be theirs, a guest of the same name gets no minutes. Their name
    stays where they came; a guest whom somebody adds from now on is one. The caller holds the group.
    """
    if not is_out:
        return
    guests = Attendance.objects.filter(is_guest=True, meeting__group=place)
    guests.filter(name__iexact=str(person)).update(gets_minutes=False)
    theirs = guests.filter(email__in=verified_addresses_of(person))
    theirs.filter(presence=Presence.UNKNOWN, meeting__ends_at__gte=timezone.now()).delete()
    theirs.update(email="", token_hash="", gets_minutes=False)


@transaction.atomic
def forget_guests() -> int:
    """A year after a meeting its guests are names in its attendance: address, link and words go. Who asked to hear no
    more of the group is forgotten three years after that. Returns how many rows that were.
    """
    before = timezone.now() - GUESTS_KEPT
    guests = Attendance.objects.filter(is_guest=True, meeting__ends_at__lt=before).exclude(email="", words="")
    forgotten = guests.update(email="", token_hash="", words="", gets_minutes=False)
    refused, _by_model = RefusedAddress.objects.filter(at__lt=timezone.now() - REFUSALS_KEPT).delete()
    return forgotten + refused
