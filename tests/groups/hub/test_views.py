import gzip
import re

import pytest
from django.utils import timezone

from groups.meetings.models import ActionItem, DatePoll
from groups.models import AdminEntry, Group
from groups.threads.models import ReadMarker
from network.people.models import User
from tests.factories import (
    GroupFactory,
    InvitationFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    ThreadFactory,
    UserFactory,
)
from tests.pages import main_of

pytestmark = pytest.mark.django_db
DASHBOARD = "/tableau-de-bord/"
CANARY = "CNRY-7f3a"


def fill(user, count):
    for _ in range(count):
        group = MembershipFactory(user=user).group
        for _ in range(count):
            ThreadFactory(group=group, posts=count)
            MembershipFactory(group=group, role="facilitator")
        inviter = MembershipFactory(role="facilitator")
        InvitationFactory(group=inviter.group, email=user.email, invited_by=inviter.user)
        JoinRequestFactory(user=user)
        MeetingFactory(group=group)


# Dashboard --------------------------------------------------------------------


def test_dashboard_asks_to_sign_in(client):
    assert client.get(DASHBOARD).url.startswith("/compte/login/")


def test_dashboard_says_what_is_new_by_group(member_client, member):
    thread = ThreadFactory(group=member.group, title="Mobiliser les parents", posts=3)
    for _ in range(5):
        ThreadFactory(group=member.group)
    page = main_of(member_client.get(DASHBOARD))
    assert "Claire" in page and "Mobiliser les parents" not in page
    assert f'href="/groupes/{member.group.slug}/discussions/?filter=unread"' in page
    ReadMarker.objects.create(membership=member, thread=ThreadFactory(group=member.group), seq=10**6)
    for other in member.group.threads.exclude(title=thread.title):
        ReadMarker.objects.update_or_create(membership=member, thread=other, defaults={"seq": other.last_seq})
    page = main_of(member_client.get(DASHBOARD))
    assert f'href="{thread.url}?page=unread"' in page and ">3 " in page


def test_dashboard_when_everything_is_read(member_client, member):
    thread = ThreadFactory(group=member.group, title="Déjà lue")
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    page = main_of(member_client.get(DASHBOARD))
    assert 'class="empty"' in page and "Déjà lue" in page and "is-unread" not in page


@pytest.mark.parametrize(("days", "said"), [(0, False), (2, True)])
def test_dashboard_says_since_when(member_client, member, days, said):
    read, _unread = ThreadFactory(group=member.group), ThreadFactory(group=member.group)
    moment = timezone.now() - timezone.timedelta(days=days)
    ReadMarker.objects.create(membership=member, thread=read, seq=read.last_seq, read_at=moment)
    response = member_client.get(DASHBOARD)
    assert bool(response.context["visit"]) is said
    assert ("Since" in main_of(response) or "Depuis" in main_of(response)) is said


def test_dashboard_tells_administrators_who_waits(client, member_client):
    UserFactory.create_batch(2, approved_at=None)
    waiting = "2 comptes attendent d’être approuvés"
    assert waiting not in member_client.get(DASHBOARD).text
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(DASHBOARD).text
    assert waiting in page
    assert 'href="/cms/"' in page
    User.objects.update(approved_at=timezone.now())
    assert "d’être approuvé" not in client.get(DASHBOARD).text


def test_dashboard_of_somebody_without_group(client, outsider):
    client.force_login(outsider)
    page = main_of(client.get(DASHBOARD))
    assert 'href="/groupes/"' in page and 'class="empty"' in page and "attend d’être approuvé" not in page
    outsider.approved_at = None
    outsider.save()
    assert "attend d’être approuvé" in main_of(client.get(DASHBOARD))


def test_dashboard_shows_what_waits(client, outsider):
    inviter = MembershipFactory(role="facilitator", group__name="Qui m’invite")
    InvitationFactory(group=inviter.group, email=outsider.email, invited_by=inviter.user)
    InvitationFactory(group=inviter.group, email="autre@example.org", invited_by=inviter.user, message=CANARY)
    request = JoinRequestFactory(user=outsider, group__name="Que j’ai demandé")
    client.force_login(outsider)
    page = main_of(client.get(DASHBOARD))
    assert "Qui m’invite" in page and str(inviter.user) in page and outsider.email in page
    assert "Que j’ai demandé" in page and f'href="/groupes/{request.group.slug}/"' in page
    assert "autre@example.org" not in page and CANARY not in page


def test_dashboard_shows_nothing_of_other_groups(member_client, member):
    ThreadFactory(group__visibility="hidden", group__name=f"{CANARY}-groupe", title=f"{CANARY}-titre")
    ThreadFactory(group=member.group, title="La mienne")
    page = member_client.get(DASHBOARD).content.decode()
    assert "La mienne" in page and CANARY not in page


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_costs_eleven_queries(member_client, member, count, django_assert_num_queries):
    """Session, person, groups, site, bell; invitations, requests, threads, last visit; meetings, actions."""
    fill(member.user, count)
    with django_assert_num_queries(11):
        member_client.get(DASHBOARD)


def test_dashboard_is_light(member_client, member):
    for n in range(10):
        group = MembershipFactory(user=member.user, group__name=f"Groupe d’échanges {n}").group
        for _ in range(4):
            ThreadFactory(group=group, title="Mobiliser les parents qui ne viennent plus aux rendez-vous")
    assert len(gzip.compress(member_client.get(DASHBOARD).content, 6)) <= 10 * 1024


def test_dashboard_read_marks_what_was_shown(member_client, member):
    other = MembershipFactory(user=member.user).group
    for group in (member.group, other):
        ThreadFactory(group=group, posts=2)
    page = main_of(member_client.get(DASHBOARD))
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    assert sorted(seen) == sorted([f"{member.group_id}:2", f"{other.pk}:2"])
    late = ThreadFactory(group=other, title="Arrivée entre-temps")
    response = member_client.post(f"{DASHBOARD}lu/", {"seen": seen}, follow=True)
    page = main_of(response)
    assert page.count('<li class="row is-unread">') == 1 and late.title in page
    assert response.context["messages"]


@pytest.mark.parametrize("seen", [[], ["x"], ["0:0", "9:9"], [f"{n}:{n}" for n in range(400)]])
def test_dashboard_read_survives_anything(member_client, member, seen):
    stranger = MembershipFactory()
    ThreadFactory(group=stranger.group)
    assert member_client.post(f"{DASHBOARD}lu/", {"seen": seen}).url == DASHBOARD
    stranger.refresh_from_db()
    assert stranger.read_floor == 0


def test_dashboard_read_does_nothing_on_get(member_client, member):
    ThreadFactory(group=member.group)
    assert member_client.get(f"{DASHBOARD}lu/?seen={member.group_id}:1").status_code == 405
    member.refresh_from_db()
    assert member.read_floor == 0


# A group's front page ---------------------------------------------------------


def home_of(group):
    return f"/groupes/{group.slug}/"


def test_group_home_of_a_member(member_client, member, facilitator):
    member.group.welcome = "<p>Bienvenue à <strong>toutes</strong>.</p>"
    member.group.save()
    thread = ThreadFactory(group=member.group, title="Mobiliser les parents")
    JoinRequestFactory(group=member.group)
    page = main_of(member_client.get(home_of(member.group)))
    for words in (
        "<p>Bienvenue à <strong>toutes</strong>.</p>",
        thread.title,
        str(facilitator.user),
        "Un espace entre pairs.",
    ):
        assert words in page
    assert "discussions/nouvelle/" in page and "animation/" not in page


def test_group_home_of_those_who_facilitate(client, facilitator):
    JoinRequestFactory(group=facilitator.group)
    client.force_login(facilitator.user)
    page = main_of(client.get(home_of(facilitator.group)))
    assert "animation/accueil/" in page and 'href="/groupes/reussite-educative/animation/"' in page


def test_group_home_of_a_new_group_proposes_a_first_step(member_client, group):
    page = main_of(member_client.get(home_of(group)))
    assert 'class="empty"' in page and "btn--primary" in page


def test_group_home_of_an_archived_group_proposes_nothing(client, facilitator):
    facilitator.group.archived_at = timezone.now()
    facilitator.group.save()
    client.force_login(facilitator.user)
    page = main_of(client.get(home_of(facilitator.group)))
    assert "discussions/nouvelle/" not in page and "animation/accueil/" not in page and 'class="empty"' in page


def test_group_home_of_an_exceptional_entry(client, group):
    admin = UserFactory(is_superuser=True)
    thread = ThreadFactory(group=group, title="Ouverte à la lecture")
    client.force_login(admin)
    assert thread.title not in client.get(home_of(group)).content.decode()
    later = timezone.now() + timezone.timedelta(hours=1)
    AdminEntry.objects.create(group=group, user=admin, reason="Voir", expires_at=later)
    page = main_of(client.get(home_of(group)))
    assert thread.title in page and "discussions/nouvelle/" not in page and "callout--warn" in page


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_group_home_outside_is_the_card(client, group, outsider, who):
    group.welcome = f"<p>{CANARY}</p>"
    group.save()
    ThreadFactory(group=group, title=CANARY)
    if who == "outsider":
        client.force_login(outsider)
    response = client.get(home_of(group))
    page = response.content.decode()
    assert response.status_code == 200 and group.name in page and "Un espace entre pairs." in page
    assert CANARY not in page and "discussions/" not in main_of(response)


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_group_home_hidden_is_nothing(client, outsider, who):
    hidden = GroupFactory(slug="secret", name=CANARY, visibility="hidden")
    ThreadFactory(group=hidden)
    if who == "outsider":
        client.force_login(outsider)
    refused, unknown = client.get(home_of(hidden)), client.get("/groupes/inconnu/")
    assert refused.status_code == unknown.status_code == 404
    assert CANARY not in refused.content.decode()
    assert stable(refused) == stable(unknown)


def stable(response):
    """Without what changes at each request."""
    text = re.sub(r"<code>[^<]*</code>|value=\"[A-Za-z0-9]{64}\"|nonce=\"[^\"]*\"", "", response.content.decode())
    return text.replace("/groupes/secret/", "/groupes/inconnu/")


@pytest.mark.parametrize("count", [1, 3])
def test_group_home_costs_eighteen_queries(member_client, member, count, django_assert_num_queries):
    """Session, person, membership, groups, site, bell; threads, facilitation, members, favourite and latest files, next
    meeting, its answers (three), minutes, which of them are new, actions.
    """
    for _ in range(count):
        MeetingFactory(group=member.group)
        ThreadFactory(group=member.group)
        MembershipFactory(group=member.group, role="facilitator")
        MembershipFactory(user=member.user)
        MinutesFactory(meeting__group=member.group, published=True)
    with django_assert_num_queries(18):
        member_client.get(home_of(member.group))


# Meetings ---------------------------------------------------------------------


def test_next_meetings_show_where_people_look(member_client, member):
    meeting = MeetingFactory(group=member.group, title="Comité d’animation", place="Hautes-Rives")
    elsewhere = MeetingFactory(title=f"{CANARY}-titre")
    for path in (DASHBOARD, home_of(member.group)):
        page = member_client.get(path).text
        assert meeting.url in page and "Hautes-Rives" in page and elsewhere.title not in page


def test_group_home_asks_for_the_answer_to_the_next_meeting(member_client, member):
    meeting = MeetingFactory(group=member.group)
    answer = f'action="{meeting.url}reponse/"'
    assert answer in main_of(member_client.get(home_of(member.group)))
    Group.objects.filter(pk=member.group_id).update(archived_at=timezone.now())
    page = main_of(member_client.get(home_of(member.group)))
    assert meeting.url in page and answer not in page


def test_group_home_shows_the_last_published_minutes(member_client, member):
    shown = [MinutesFactory(meeting__group=member.group, meeting__days=-days, published=True) for days in (1, 2, 3, 4)]
    MinutesFactory(meeting__group=member.group, meeting__title=f"{CANARY}-brouillon")
    MinutesFactory(meeting__title=f"{CANARY}-ailleurs", published=True)
    page = main_of(member_client.get(home_of(member.group)))
    assert [minutes.url in page for minutes in shown] == [True, True, True, False] and CANARY not in page


@pytest.mark.parametrize("asked", ["", "?vue=mois", "?vue=passees"])
def test_my_calendar_is_of_all_my_groups(member_client, member, asked):
    days = -1 if asked == "?vue=passees" else 0.01
    own = MeetingFactory(group=member.group, days=days)
    another = MembershipFactory(user=member.user, group__short_name="L’autre groupe").group
    other = MeetingFactory(group=another, days=days)
    MeetingFactory(title=CANARY, days=days)
    page = member_client.get(f"/agenda/{asked}").text
    assert own.url in page and other.url in page and "L’autre groupe" in page and CANARY not in page


def test_my_calendar_without_a_meeting(member_client):
    page = member_client.get("/agenda/").text
    assert "Aucune réunion à venir" in page and 'aria-current="page"' in page


@pytest.mark.parametrize("asked", ["", "?vue=mois", "?vue=passees"])
@pytest.mark.parametrize("count", [1, 3])
def test_my_calendar_costs_the_same(member_client, member, count, asked, django_assert_max_num_queries):
    """Session, person, groups, site, bell; polls, meetings, and how many when there are pages."""
    for _ in range(count):
        group = MembershipFactory(user=member.user).group
        for days in (-1, 0.01):
            MeetingFactory(group=group, days=days)
        DatePoll.objects.create(group=group, title="Quand")
    member_client.get("/agenda/")
    polls = 0 if "passees" in asked else count
    with django_assert_max_num_queries(10):
        assert member_client.get(f"/agenda/{asked}").text.count("sondages/") == polls


# What pages that stay open ask again ------------------------------------------


def test_counters_are_those_of_the_reader(client, member, outsider):
    thread = ThreadFactory(group=member.group)
    client.force_login(member.user)
    assert client.get("/tableau-de-bord/compteurs/").json() == {"groups": {member.group.slug: 1}, "bell": 0}
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    assert client.get("/tableau-de-bord/compteurs/").json()["groups"] == {member.group.slug: 0}
    client.force_login(outsider)
    assert client.get("/tableau-de-bord/compteurs/").json() == {"groups": {}, "bell": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_counters_cost_the_same_however_many_groups(client, outsider, count, django_assert_max_num_queries):
    fill(outsider, count)
    client.force_login(outsider)
    client.get("/tableau-de-bord/compteurs/")
    with django_assert_max_num_queries(5):
        assert len(client.get("/tableau-de-bord/compteurs/").json()["groups"]) == count


# What one has to do ----------------------------------------------------------


def entrust(group, user, **about):
    return ActionItem.objects.create(group=group, owner=user, published_at=timezone.now(), **about)


def test_my_actions_are_those_of_my_groups(member_client, member, outsider):
    elsewhere = MembershipFactory(user=outsider).group
    entrust(member.group, member.user, what="Envoyer la trame")
    entrust(member.group, outsider, what=f"{CANARY}-autre")
    entrust(elsewhere, member.user, what=f"{CANARY}-ailleurs")
    ActionItem.objects.create(group=member.group, owner=member.user, what=f"{CANARY}-brouillon")
    for path in ("/mes-actions/", DASHBOARD):
        page = member_client.get(path).content.decode()
        assert "Envoyer la trame" in page and CANARY not in page
    home = member_client.get(home_of(member.group)).content.decode()
    assert "Envoyer la trame" in home and f"{CANARY}-brouillon" not in home


@pytest.mark.parametrize("count", [1, 3])
def test_my_actions_cost_the_same_with_more(member_client, member, count, django_assert_num_queries):
    for n in range(count):
        entrust(MembershipFactory(user=member.user).group, member.user, what=f"Envoyer {n}")
    member_client.get("/mes-actions/")
    with django_assert_num_queries(7):
        member_client.get("/mes-actions/")
