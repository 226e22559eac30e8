"""What members are writing in a thread goes where its messages go."""

from groups.spaces.models import Draft, Group, Membership
from groups.threads.models import Thread


def take_drafts(*, source: Thread, target: Thread, of: Group) -> None:
    """What members of the group `of` were writing in a thread whose messages go to `target` follows them there, where
    they may write there and had not begun; else it stays where it was, theirs to copy. Three queries and a write.
    """
    members = dict(Membership.objects.filter(group=target.group).values_list("user_id", "pk"))
    drafts = Draft.objects.filter(name=source.target, membership__group=of).select_related("membership")
    begun = Draft.objects.filter(name=target.target, membership__in=members.values())
    begun_by = set(begun.values_list("membership_id", flat=True))
    follow = []
    for draft in drafts:
        there = members.get(draft.membership.user_id)
        if there and there not in begun_by:
            draft.name, draft.membership_id = target.target, there
            follow.append(draft)
    Draft.objects.bulk_update(follow, ["name", "membership"])
