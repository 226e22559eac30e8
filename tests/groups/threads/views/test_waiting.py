import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import ScheduledThread
from groups.spaces.models import Draft
from groups.threads.models import Thread
from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
HOME = "/groupes/reussite-educative/discussions/"
DRAFTS, SCHEDULED, NEW = f"{HOME}brouillons/", f"{HOME}programmees/", f"{HOME}nouvelle/"


def save(client, **changed):
    return client.post(DRAFTS, {"name": "thread-new", "key": str(uuid.uuid4()), "body": "<p>Mes mots</p>", **changed})


def moment(days=1):
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


@pytest.fixture
def scheduled(facilitator):
    at = timezone.now() + timedelta(days=1)
    common = {"group": facilitator.group, "author": facilitator.user}
    return ScheduledThread.objects.create(title="Réunion", body="<p>À demain.</p>", publish_at=at, **common)


@pytest.mark.parametrize("problem", ["", "Hélène l’a retenue."])
def test_what_is_scheduled_in_an_archived_group_is_only_read(facilitator_client, facilitator, scheduled, problem):
    """Pages that were open when it was archived say so, and give the words back."""
    ScheduledThread.objects.update(problem=problem)
    type(facilitator.group).objects.update(archived_at=timezone.now())
    page = f"{SCHEDULED}{scheduled.pk}/"
    shown = main_of(facilitator_client.get(page))
    assert "À demain." in shown and "<form" not in shown and "modification/" not in shown
    assert facilitator_client.get(f"{page}modification/").status_code == 404
    words = {"title": "T", "kind": "question", "body": "Mes mots gardés", "publish_at": moment(), "key": uuid.uuid4()}
    edited = facilitator_client.post(f"{page}modification/", words)
    assert edited.status_code == 404 and "Mes mots gardés" in edited.text
    for act in ("annulation/", "suppression/"):
        told = facilitator_client.post(f"{page}{act}", follow=True)
        assert told.status_code == 200 and "archivé" in told.text
    assert ScheduledThread.objects.get().problem == problem


def button_of(page):
    return re.search(r'<button class="btn btn--primary" type="submit"([^>]*)>([^<]*)</button>', page).groups()


def test_button_says_what_it_does_with_the_hour(facilitator_client):
    """Without a script too: neutral words where both may happen."""
    rest, word = button_of(main_of(facilitator_client.get(NEW)))
    assert word == "Publier ou programmer"
    assert 'data-now="Publier la discussion" data-later="Programmer la publication"' in rest
    asked = {"title": "Réunion", "publish_at": moment()}
    assert button_of(main_of(facilitator_client.post(NEW, asked)))[1] == "Programmer la publication"


def test_button_of_somebody_who_chooses_no_hour(member_client):
    assert button_of(main_of(member_client.get(NEW))) == ("", "Publier la discussion")


def test_draft_is_kept_and_comes_back_on_another_device(member_client):
    response = save(member_client, title="Mon titre", other="x")
    assert response.json()["said"].startswith("Enregistré à")
    assert Draft.objects.get().content == {"title": "Mon titre", "body": "<p>Mes mots</p>"}
    assert "Mes mots" in main_of(member_client.get(NEW))


def test_draft_of_the_editor_is_kept_clean(member_client):
    """XS-02: the writing area opens on it as HTML."""
    save(member_client, body="<p onclick=x()>Mes <b>mots</b></p><script>x()</script>", body_format="html")
    assert Draft.objects.get().content["body"] == "<p>Mes <strong>mots</strong></p>"


def test_draft_is_erased_by_its_author(member_client, facilitator):
    save(member_client)
    assert save(member_client, erase="1").status_code == 204
    assert not Draft.objects.exists()


def test_draft_saved_after_its_publication_does_not_come_back(member_client):
    sent = {"kind": "discussion", "title": "Réunion", "body": "Mes mots", "key": str(uuid.uuid4())}
    member_client.post(NEW, sent)
    late = save(member_client, key=sent["key"])
    assert late.status_code == 204 and not late.content
    assert "Mes mots" not in main_of(member_client.get(NEW))


def test_draft_saved_after_its_change_does_not_come_back(member_client, member):
    post = PostFactory(thread=ThreadFactory(group=member.group), author=member.user)
    edit, key = f"{post.thread.url}messages/{post.number}/modification/", str(uuid.uuid4())
    member_client.post(edit, {"body": "Changé", "version": post.version, "key": key})
    save(member_client, name=f"post:{post.pk}", body="Chang", key=key)
    page = main_of(member_client.get(edit))
    assert "Changé" in page and not Draft.objects.exists()


def test_draft_is_nobody_else_s(client, member, facilitator):
    client.force_login(facilitator.user)
    save(client, body="<p>Confidence</p>")
    client.force_login(member.user)
    assert "Confidence" not in client.get(NEW).content.decode()
    save(client, erase="1")
    assert Draft.objects.get().membership == facilitator


def test_draft_of_an_outsider_is_refused(client, outsider, group):
    client.force_login(outsider)
    assert save(client).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("changed", [{"name": "../x"}, {"name": ""}, {"key": "x"}, {"body": "x" * 1_100_000}])
def test_draft_that_makes_no_sense_is_refused(member_client, changed):
    assert save(member_client, **changed).status_code in {400, 413}
    assert not Draft.objects.exists()


def test_too_many_drafts_says_so(member_client):
    for number in range(50):
        save(member_client, name=f"thread:{number + 1}")
    refused = save(member_client, name="thread:99")
    assert refused.status_code == 409 and "brouillons" in refused.json()["said"]
    assert Draft.objects.count() == 50


def test_scheduled_from_the_form(facilitator_client):
    sent = {"kind": "discussion", "title": "Réunion", "body": "À demain", "key": str(uuid.uuid4())}
    response = facilitator_client.post(NEW, sent | {"publish_at": moment()})
    assert response.url.startswith(SCHEDULED)
    assert "Réunion" in main_of(facilitator_client.get(SCHEDULED))
    assert not Thread.objects.exists()


def test_scheduled_in_the_past_gives_the_words_back(facilitator_client):
    sent = {"kind": "discussion", "title": "Réunion", "body": "À demain", "key": str(uuid.uuid4())}
    response = facilitator_client.post(NEW, sent | {"publish_at": moment(-1)})
    page = main_of(response)
    assert response.status_code == 422 and "À demain" in page and "moment à venir" in page
    assert f'value="{sent["title"]}"' in page and moment(-1) in page
    assert not ScheduledThread.objects.exists() and not Thread.objects.exists()


def test_members_do_not_schedule(member_client):
    assert 'name="publish_at"' not in main_of(member_client.get(NEW))
    sent = {"kind": "discussion", "title": "Réunion", "body": "À demain", "key": str(uuid.uuid4())}
    refused = member_client.post(NEW, sent | {"publish_at": moment()})
    assert refused.status_code == 422 and "À demain" in main_of(refused)
    assert not ScheduledThread.objects.exists() and not Thread.objects.exists()


def test_somebody_who_no_longer_facilitates_publishes_nothing_before_its_hour(facilitator_client, facilitator):
    """The form was opened before: nothing is published at once instead, the words stay, and go when sent again."""
    sent = {"kind": "discussion", "title": "Réunion", "body": "À demain", "key": str(uuid.uuid4())}
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    refused = facilitator_client.post(NEW, sent | {"publish_at": moment()})
    page = main_of(refused)
    assert refused.status_code == 422 and "À demain" in page and "Rien n’a été publié" in page
    assert not ScheduledThread.objects.exists() and not Thread.objects.exists()
    assert 'name="publish_at"' not in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    facilitator_client.post(NEW, sent | {"key": key})
    assert Thread.objects.get().title == "Réunion"


def test_form_that_was_published_or_deleted_since_is_answered(facilitator_client):
    """RC-02: the same form again, once its discussion is not waiting any more."""
    sent = {"kind": "discussion", "title": "Réunion", "body": "À demain", "key": str(uuid.uuid4())}
    sent["publish_at"] = moment()
    facilitator_client.post(NEW, sent)
    assert facilitator_client.post(NEW, sent).url.startswith(SCHEDULED)
    ScheduledThread.objects.all().delete()
    again = facilitator_client.post(NEW, sent)
    assert again.status_code == 409 and "À demain" in main_of(again)
    assert not ScheduledThread.objects.exists() and not Thread.objects.exists()


def test_scheduled_is_read_changed_and_held_back(facilitator_client, scheduled):
    detail = f"{SCHEDULED}{scheduled.pk}/"
    assert "À demain." in main_of(facilitator_client.get(detail))
    assert facilitator_client.post(detail, {"publish_at": moment(30)}).url == SCHEDULED
    scheduled.refresh_from_db()
    assert scheduled.publish_at > timezone.now() + timedelta(days=29)
    for wrong in (moment(-1), moment(500), "demain"):
        response = facilitator_client.post(detail, {"publish_at": wrong})
        assert response.status_code == 422 and "À demain." in main_of(response)
    assert "Supprimer" not in main_of(facilitator_client.get(detail))
    facilitator_client.post(f"{detail}suppression/")
    assert ScheduledThread.objects.exists()
    assert facilitator_client.post(f"{detail}annulation/").url == detail
    assert 'formaction="suppression/"' in main_of(facilitator_client.get(detail))
    assert facilitator_client.post(f"{detail}suppression/").url == SCHEDULED
    assert not ScheduledThread.objects.exists()


def test_scheduled_words_are_changed_by_their_author(facilitator_client, facilitator, scheduled):
    edit = f"{SCHEDULED}{scheduled.pk}/modification/"
    assert "À demain." in main_of(facilitator_client.get(edit))
    sent = {"kind": "discussion", "title": "Réunion", "body": "À jeudi.", "key": str(uuid.uuid4())}
    wrong = facilitator_client.post(edit, sent)
    assert wrong.status_code == 422 and "À jeudi." in main_of(wrong)
    assert facilitator_client.post(edit, sent | {"publish_at": moment(3)}).url == f"{SCHEDULED}?sent={sent['key']}"
    assert "À jeudi." in main_of(facilitator_client.get(f"{SCHEDULED}{scheduled.pk}/"))
    other = MembershipFactory(group=facilitator.group, role="facilitator")
    facilitator_client.force_login(other.user)
    refused = facilitator_client.post(edit, sent | {"body": "Autre", "publish_at": moment(3)})
    assert refused.status_code == 404 and "À jeudi." not in refused.text
    assert 'href="modification/"' not in main_of(facilitator_client.get(f"{SCHEDULED}{scheduled.pk}/"))


def test_scheduled_is_for_those_who_facilitate_this_group(client, member, facilitator, scheduled):
    stranger = MembershipFactory(group__visibility="hidden", role="facilitator")
    theirs = ScheduledThread.objects.create(
        group=stranger.group, author=stranger.user, title=CANARY, body="<p>x</p>", publish_at=timezone.now()
    )
    client.force_login(facilitator.user)
    assert CANARY not in main_of(client.get(SCHEDULED))
    for path in (
        f"{SCHEDULED}{theirs.pk}/",
        f"{SCHEDULED}{theirs.pk}/annulation/",
        f"{SCHEDULED}{theirs.pk}/suppression/",
    ):
        assert client.post(path, {"publish_at": moment()}).status_code == 404
    client.force_login(member.user)
    for path in (SCHEDULED, f"{SCHEDULED}{scheduled.pk}/"):
        refused = client.get(path)
        assert refused.status_code == 404 and "À demain." not in refused.content.decode()
    assert ScheduledThread.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_scheduled_cost_the_same_however_many(facilitator_client, scheduled, count, django_assert_max_num_queries):
    for number in range(count - 1):
        scheduled.pk, scheduled.key, scheduled.title = None, uuid.uuid4(), f"Réunion {number}"
        scheduled.save()
    facilitator_client.get(HOME)
    with django_assert_max_num_queries(11):
        page = main_of(facilitator_client.get(SCHEDULED))
    assert page.count("Réunion") >= count


def test_scheduled_have_a_second_page(facilitator_client, scheduled):
    for number in range(26):
        scheduled.pk, scheduled.key, scheduled.title = None, uuid.uuid4(), f"Plus tard {number:02}"
        scheduled.publish_at = timezone.now() + timedelta(days=2 + number // 2)
        scheduled.save()
    pages = [main_of(facilitator_client.get(SCHEDULED, {"page": page})) for page in ("<b>", "2", "99")]
    titles = [re.findall(r">(Réunion|Plus tard \d\d)</a>", page) for page in pages]
    assert titles[0] == ["Réunion", *(f"Plus tard {n:02}" for n in range(24))]
    assert titles[1] == titles[2] == ["Plus tard 24", "Plus tard 25"]
    assert 'rel="next" href="?page=2"' in pages[0] and 'rel="prev" href="?page=1"' in pages[1]


def test_scheduled_that_could_not_be_published_says_why_and_waits_for_another_hour(facilitator_client, scheduled):
    ScheduledThread.objects.update(problem="Cette personne n’anime plus ce groupe.")
    detail = f"{SCHEDULED}{scheduled.pk}/"
    page = main_of(facilitator_client.get(detail))
    assert "n’anime plus ce groupe" in page and "À demain." in page
    facilitator_client.post(detail, {"publish_at": moment(2)})
    assert "n’anime plus" not in main_of(facilitator_client.get(detail))


def test_scheduled_that_is_late_says_so(facilitator_client, scheduled):
    assert "continue d’essayer" not in main_of(facilitator_client.get(SCHEDULED))
    ScheduledThread.objects.update(publish_at=timezone.now() - timedelta(minutes=5))
    for path in (SCHEDULED, f"{SCHEDULED}{scheduled.pk}/"):
        assert "continue d’essayer" in main_of(facilitator_client.get(path))
    ScheduledThread.objects.update(problem="Cette personne n’anime plus ce groupe.")
    for path in (SCHEDULED, f"{SCHEDULED}{scheduled.pk}/"):
        page = main_of(facilitator_client.get(path))
        assert "continue d’essayer" not in page and "n’anime plus" in page


def test_scheduled_is_cancelled_by_post_only(facilitator_client, scheduled):
    assert facilitator_client.get(f"{SCHEDULED}{scheduled.pk}/annulation/").url == SCHEDULED
    assert ScheduledThread.objects.get() == scheduled


def test_draft_with_what_no_database_keeps(member_client):
    save(member_client, body="<p>Mes\x00 mots</p>")
    assert Draft.objects.get().content["body"] == "<p>Mes mots</p>"
