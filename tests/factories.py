"""Objects for tests, through the same fields as the product."""

import uuid
from datetime import datetime, timedelta

import factory
from django.utils import timezone

from groups.meetings.enums import MinutesState
from groups.meetings.models import AgendaItem, Edition, Meeting, Minutes
from groups.meetings.queries import content_of
from groups.models import Group, Invitation, JoinRequest, Membership, Post, Report, Thread
from groups.spaces.enums import Role
from network.people.models import Profile, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Personne{n}")
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    approved_at = factory.LazyFunction(timezone.now)
    password = factory.django.Password("une phrase assez longue")

    @factory.post_generation
    def _profile(self, create, extracted, **kwargs):
        Profile.objects.create(user=self, function="Cheffe de projet")
        self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    slug = factory.Sequence(lambda n: f"groupe-{n}")
    name = factory.Sequence(lambda n: f"Groupe numéro {n}")
    short_name = factory.Sequence(lambda n: f"Groupe {n}")
    description = "Un espace entre pairs."


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership
        skip_postgeneration_save = True

    group = factory.SubFactory(GroupFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER

    @factory.post_generation
    def _count(self, create, extracted, **kwargs):
        self.group.member_count += 1
        Group.objects.filter(pk=self.group_id).update(member_count=self.group.member_count)


class ThreadFactory(factory.django.DjangoModelFactory):
    """A thread with its opening post (give `body` for its words) and the counters that the actions would keep."""

    class Meta:
        model = Thread
        skip_postgeneration_save = True
        exclude = ["body"]

    body = "<p>Bonjour à toutes et tous.</p>"
    group = factory.SubFactory(GroupFactory)
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Discussion numéro {n}")

    @factory.post_generation
    def posts(self, create, extracted, **kwargs):
        for number in range(extracted if extracted is not None else 1):
            PostFactory(thread=self, author=self.author, body=f"<p>Message {number + 1}.</p>")


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(UserFactory)
    body = "<p>Une réponse.</p>"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        thread = kwargs["thread"]
        group = Group.objects.get(pk=thread.group_id)
        group.last_seq += 1
        thread.post_count += 1
        if not (kwargs.get("deleted_at") or kwargs.get("hidden_at")):
            thread.message_count += 1
            thread.reply_count += thread.post_count > 1 and kwargs["author"] != thread.author
        thread.last_seq, thread.last_author = group.last_seq, kwargs["author"]
        group.save(update_fields=["last_seq"])
        counts = ["post_count", "message_count", "reply_count"]
        thread.save(update_fields=[*counts, "last_seq", "last_author"])
        return super()._create(model_class, *args, number=thread.post_count, seq=group.last_seq, group=group, **kwargs)


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    post = factory.SubFactory(PostFactory)
    group = factory.SelfAttribute("post.group")
    reporter = factory.SubFactory(UserFactory)
    reason = "other"


class JoinRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JoinRequest

    group = factory.SubFactory(GroupFactory)
    user = factory.SubFactory(UserFactory)
    message = "Je prends le poste en janvier."


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    group = factory.SubFactory(GroupFactory)
    email = factory.Sequence(lambda n: f"invitee{n}@example.org")
    invited_by = factory.SubFactory(UserFactory)
    token_hash = factory.LazyFunction(lambda: uuid.uuid4().hex)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class MeetingFactory(factory.django.DjangoModelFactory):
    """`days`: how far from now it begins (negative: past). It lasts two hours; another day's ends on the same day."""

    class Meta:
        model = Meeting

    class Params:
        days = 7

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Réunion numéro {n}")
    starts_at = factory.LazyAttribute(lambda made: _before_night(timezone.now() + timedelta(days=made.days), made.days))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=2))


def _before_night(moment: datetime, days: float) -> datetime:
    """A test that runs at eleven in the evening has its meetings of other days earlier than that."""
    late = abs(days) >= 1 and timezone.localtime(moment).hour >= 22
    return moment - timedelta(hours=2, minutes=30) if late else moment


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Point numéro {n}")
    position = factory.Sequence(lambda n: n)


class MinutesFactory(factory.django.DjangoModelFactory):
    """A draft, or with `published=True` minutes whose first edition says what they say then."""

    class Meta:
        model = Minutes
        skip_postgeneration_save = True

    meeting = factory.SubFactory(MeetingFactory, days=-7)
    summary = "Le groupe s’est mis d’accord sur la suite."

    @factory.post_generation
    def published(self, create, extracted, **kwargs):
        if not extracted:
            return
        self.state, self.number, self.edition = MinutesState.PUBLISHED, self.pk, 1
        self.published_at = timezone.now()
        self.amend_until = self.published_at + timedelta(days=self.amend_days)
        self.save()
        Edition.objects.create(minutes=self, number=1, content=content_of(self), at=self.published_at)
