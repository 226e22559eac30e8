"""Who had read what moves, and who followed it: they still have, and still do."""

from dataclasses import dataclass, replace

from django.utils import timezone

from groups.spaces.models import Group, Membership
from groups.threads.models import Acknowledgement, ReadMarker, Subscription, Thread, read_floor_of


@dataclass(frozen=True)
class Readers:
    """Ids of people: those who had read everything, and what each wanted to be told of it."""

    source: Thread
    read: frozenset[int]
    levels: dict[int, str]

    @classmethod
    def of(cls, thread: Thread, *, up_to: int) -> "Readers":
        """Members who have read a thread up to this sequence of its group. Three queries."""
        marks = dict(ReadMarker.objects.filter(thread=thread).values_list("membership_id", "seq"))
        members = Membership.objects.filter(group=thread.group).select_related("group")
        read = {m.user_id for m in members if max(marks.get(m.pk, 0), read_floor_of(m)) >= up_to}
        follows = Subscription.objects.filter(thread=thread).values_list("membership__user", "level")
        return cls(thread, frozenset(read), dict(follows))

    def who_also_read(self, thread: Thread) -> "Readers":
        """Only those who have read all of this other thread too."""
        return replace(self, read=self.read & Readers.of(thread, up_to=thread.last_seq).read)

    def users_in(self, group: Group) -> set[int]:
        """Everybody who is in this group."""
        return set(Membership.objects.filter(group=group).values_list("user_id", flat=True))

    def go_to(self, target: Thread) -> None:
        """They have read the target too, and follow it where they had not said anything of it."""
        members = {m.user_id: m for m in Membership.objects.filter(group=target.group)}
        self._mark(target, members)
        follows = [
            Subscription(membership=members[user_id], thread=target, level=level)
            for user_id, level in self.levels.items()
            if user_id in members
        ]
        Subscription.objects.bulk_create(follows, ignore_conflicts=True)

    def go_with(self, thread: Thread) -> None:
        """The thread is in another group now: what hung on the memberships of the first one goes, and comes again for
        those who are in both.
        """
        said = {"thread": thread}
        acknowledged = set(Acknowledgement.objects.filter(**said).values_list("membership__user", flat=True))
        for model in (ReadMarker, Subscription, Acknowledgement):
            model.objects.filter(**said).delete()
        self.go_to(thread)
        members = Membership.objects.filter(group=thread.group, user__in=acknowledged)
        Acknowledgement.objects.bulk_create(Acknowledgement(membership=m, thread=thread) for m in members)

    def _mark(self, target: Thread, members: dict[int, Membership]) -> None:
        rows = [
            ReadMarker(membership=members[user_id], thread=target, seq=target.last_seq, read_at=timezone.now())
            for user_id in self.read
            if user_id in members
        ]
        ReadMarker.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["seq", "read_at"], unique_fields=["membership", "thread"]
        )
