import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from groups.models import Attachment, LogLine, Report, SharedFile
from groups.threads import actions
from groups.threads.models import Post, Thread
from home.models import SiteSettings
from tests.factories import MembershipFactory, PostFactory, ReportFactory, UserFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
LIST = "/groupes/reussite-educative/discussions/signalements/"
WORDS, DETAILS = "Des mots de trop", "Une famille se reconnaît"


@pytest.fixture
def post(thread, author):
    return PostFactory(thread=thread, author=author.user, body=f"<p>{WORDS}</p>")


@pytest.fixture
def report(post, member):
    return ReportFactory(post=post, reporter=member.user, details=DETAILS, reason="personal")


def arrived(url, key):
    """Where a browser forgets the draft of the form that had this key."""
    address, _, anchor = url.partition("#")
    return f"{address}?sent={key}{'#' if anchor else ''}{anchor}"


def url(post, page):
    return f"{post.thread.url}messages/{post.number}/{page}"


def send(client, post, **changed):
    sent = {"reason": "personal", "details": DETAILS, "good_faith": "on", "key": str(uuid.uuid4()), **changed}
    return client.post(url(post, "signalement/"), sent)


def test_report_is_sent_once(member_client, member, post):
    page = main_of(member_client.get(url(post, "signalement/")))
    assert WORDS in page and 'name="good_faith"' in page
    key = str(uuid.uuid4())
    assert send(member_client, post, key=key).url == send(member_client, post, key=key).url == arrived(post.url, key)
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.details) == (member.user, "personal", DETAILS)


def test_page_of_a_message_shows_no_hidden_words_that_it_quotes(member_client, member, facilitator, post, reply):
    quote = f'<blockquote data-quote="{post.pk}"><p>{WORDS}</p></blockquote><p>Vraiment ?</p>'
    answer = reply(post.thread, facilitator, quote)
    pages = [url(answer, page) for page in ("", "signalement/")]
    assert all(WORDS in main_of(member_client.get(page)) for page in pages)
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())
    for page in pages:
        shown = main_of(member_client.get(page))
        assert WORDS not in shown and "Message masqué" in shown and "Vraiment\u00a0?" in shown


def test_report_without_good_faith_says_one_mark_only(member_client, post):
    errors = re.sub("<[^>]*>", "", main_of(send(member_client, post, good_faith="")).split("form-errors")[1])
    assert ". Confirmez" in errors and "\u00a0: Confirmez" not in errors


@pytest.mark.parametrize("changed", [{"good_faith": ""}, {"reason": ""}, {"reason": "humeur"}, {"details": "x" * 1001}])
def test_report_that_is_incomplete_keeps_its_words(member_client, post, changed):
    response = send(member_client, post, **changed)
    assert response.status_code == 422 and (changed.get("details") or DETAILS) in main_of(response)
    assert not Report.objects.exists()


def test_report_with_a_used_key_keeps_its_words(member_client, post):
    key = str(uuid.uuid4())
    send(member_client, post, key=key)
    response = send(member_client, post, key=key, details="Autre chose")
    assert response.status_code == 409 and "Autre chose" in main_of(response) and key not in main_of(response)
    assert Report.objects.get().details == DETAILS


def test_report_is_refused_to_authors_and_outsiders(client, author, outsider, post):
    for user in (author.user, outsider):
        client.force_login(user)
        refused = client.get(url(post, "signalement/"))
        assert refused.status_code == send(client, post).status_code == 404
        assert WORDS not in refused.content.decode()
    assert not Report.objects.exists()


def test_reports_and_log_are_for_those_who_facilitate(client, member, facilitator, report, secret_thread):
    ReportFactory(post=Post.objects.get(thread=secret_thread), details=CANARY)
    actions.pin_thread(thread=report.post.thread, by=facilitator, pinned=True)
    client.force_login(facilitator.user)
    page = main_of(client.get(LIST))
    assert "Claire Vasseur" in page and "Discussion épinglée" in page and CANARY not in page
    detail = main_of(client.get(f"{LIST}{report.pk}/"))
    assert WORDS in detail and DETAILS in detail
    client.force_login(member.user)
    for path in (LIST, f"{LIST}{report.pk}/"):
        refused = client.get(path)
        assert refused.status_code == 404 and DETAILS not in refused.content.decode()


def test_report_of_another_group_is_not_found(facilitator_client, secret_thread):
    theirs = ReportFactory(post=Post.objects.get(thread=secret_thread), details=CANARY)
    for answer in (
        facilitator_client.get(f"{LIST}{theirs.pk}/"),
        facilitator_client.post(f"{LIST}{theirs.pk}/", {"keep": "1"}),
    ):
        assert answer.status_code == 404 and CANARY not in answer.content.decode()
    theirs.refresh_from_db()
    assert theirs.state == "pending"


@pytest.fixture
def own_report(thread, facilitator, member):
    """A member reported a message of somebody who facilitates the group."""
    post = PostFactory(thread=thread, author=facilitator.user, body=f"<p>{WORDS}</p>")
    return actions.report_post(post=post, member=member, reason="personal", details=DETAILS, key=uuid.uuid4())


def test_report_of_one_s_own_message_says_who_decides(facilitator_client, own_report, thread):
    other = MembershipFactory(group=thread.group, role="facilitator").user
    pages = [main_of(facilitator_client.get(path)) for path in (LIST, f"{LIST}{own_report.pk}/")]
    for page in pages:
        assert "Claire Vasseur" not in page and DETAILS not in page and "l’on pourrait reconnaître" in page
    assert str(other) in pages[1] and 'name="keep"' not in pages[1] and 'name="statement"' not in pages[1]
    for sent in ({"keep": "1"}, {"statement": "x"}):
        refused = facilitator_client.post(f"{LIST}{own_report.pk}/", sent)
        assert refused.status_code == 404 and DETAILS not in refused.content.decode()
    facilitator_client.force_login(other)
    page = main_of(facilitator_client.get(f"{LIST}{own_report.pk}/"))
    assert "Claire Vasseur" in page and DETAILS in page and 'name="keep"' in page
    assert facilitator_client.post(f"{LIST}{own_report.pk}/", {"keep": "1"}).url == LIST


def test_report_of_the_only_one_who_facilitates_says_whom_to_write_to(facilitator_client, own_report):
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"contact_email": "centre@example.org"})
    page = main_of(facilitator_client.get(f"{LIST}{own_report.pk}/"))
    assert "Personne d’autre n’anime ce groupe" in page and "Claire Vasseur" not in page
    assert 'href="mailto:centre@example.org"' in page
    assert "/animation/" in page and 'name="keep"' not in page


def test_message_of_one_s_own_that_was_hidden_is_seen_and_not_restored(facilitator_client, own_report, thread):
    other = MembershipFactory(group=thread.group, role="facilitator")
    actions.hide_post(post=own_report.post, by=other, statement="Un enfant est nommé")
    page = main_of(facilitator_client.get(thread.url))
    assert "Voir le message" in page and "Voir et rétablir" not in page
    page = main_of(facilitator_client.get(url(own_report.post, "")))
    assert WORDS in page and url(own_report.post, "restauration/") not in page
    facilitator_client.post(url(own_report.post, "restauration/"))
    assert Post.objects.get(pk=own_report.post_id).hidden_at


def test_keep_leaves_the_message(client, member, facilitator, report):
    client.force_login(facilitator.user)
    assert client.post(f"{LIST}{report.pk}/", {"keep": "1"}).url == LIST
    client.force_login(member.user)
    assert WORDS in main_of(client.get(report.post.thread.url))
    report.refresh_from_db()
    assert report.state == "kept"


def test_hide_asks_for_a_reason_then_takes_the_words_away(client, member, facilitator, report):
    client.force_login(facilitator.user)
    without = client.post(f"{LIST}{report.pk}/", {"statement": " "})
    assert without.status_code == 422 and WORDS in main_of(without)
    assert client.post(f"{LIST}{report.pk}/", {"statement": "Un enfant est nommé"}).url == LIST
    assert "Un enfant est nommé" in main_of(client.get(LIST))
    client.force_login(member.user)
    assert WORDS not in client.get(report.post.thread.url).content.decode()


def test_report_of_a_message_restored_since_says_so(facilitator_client, facilitator, report):
    for path in (LIST, f"{LIST}{report.pk}/"):
        assert "à traiter" in main_of(facilitator_client.get(path))
    actions.hide_post(post=report.post, by=facilitator, statement="x")
    actions.restore_post(post=report.post, by=facilitator)
    for path in (LIST, f"{LIST}{report.pk}/"):
        assert "masqué, puis rétabli" in main_of(facilitator_client.get(path))


def test_keep_after_hiding_says_that_it_is_decided(facilitator_client, facilitator, report):
    actions.hide_post(post=report.post, by=facilitator, statement="x")
    response = facilitator_client.post(f"{LIST}{report.pk}/", {"keep": "1"}, follow=True)
    assert "déjà" in " ".join(map(str, response.context["messages"]))
    report.refresh_from_db()
    assert report.state == "hidden"


@pytest.mark.parametrize("said", [{"statement": "Un enfant est nommé"}, {"statement": "Brouillon", "keep": "1"}])
def test_a_decision_lets_the_browser_forget_its_draft(facilitator_client, report, said):
    key = str(uuid.uuid4())
    assert f'name="key" value="{key}"' in main_of(facilitator_client.post(f"{LIST}{report.pk}/", {"key": key}))
    assert facilitator_client.post(f"{LIST}{report.pk}/", {**said, "key": key}).url == arrived(LIST, key)


def test_keep_needs_no_readable_key(facilitator_client, report):
    assert facilitator_client.post(f"{LIST}{report.pk}/", {"keep": "1", "key": "x"}).url == LIST
    report.refresh_from_db()
    assert report.state == "kept"


def test_hide_of_a_deleted_message_keeps_the_reason_that_was_written(facilitator_client, report):
    Post.objects.filter(pk=report.post_id).update(deleted_at=timezone.now())
    response = facilitator_client.post(f"{LIST}{report.pk}/", {"statement": "Longue explication"})
    assert response.status_code == 409 and "Longue explication" in main_of(response)
    assert not LogLine.objects.exists()


def test_hide_and_restore_from_the_message_itself(client, member, facilitator, post):
    client.force_login(facilitator.user)
    assert WORDS in main_of(client.get(url(post, "masquage/")))
    assert client.post(url(post, "masquage/"), {"statement": ""}).status_code == 422
    assert client.post(url(post, "masquage/"), {"statement": "Un enfant est nommé"}).url == post.url
    assert client.get(url(post, "masquage/")).status_code == 404
    client.force_login(member.user)
    assert WORDS not in client.get(post.thread.url).content.decode()
    assert client.post(url(post, "restauration/")).status_code == 404
    client.force_login(facilitator.user)
    client.post(url(post, "restauration/"))
    client.force_login(member.user)
    assert WORDS in main_of(client.get(post.thread.url))


def test_hide_is_refused_to_members(member_client, post):
    refused = member_client.get(url(post, "masquage/"))
    assert refused.status_code == 404
    assert member_client.post(url(post, "masquage/"), {"statement": "x"}).status_code == 404
    assert WORDS in main_of(member_client.get(post.thread.url))


def test_restore_of_erased_words_says_why(facilitator_client, post):
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now(), body="")
    response = facilitator_client.post(url(post, "restauration/"), follow=True)
    assert "plus gardé" in " ".join(map(str, response.context["messages"]))


@pytest.mark.parametrize("count", [1, 3])
def test_reports_cost_the_same_however_many(facilitator_client, thread, count, django_assert_max_num_queries):
    for number in range(count):
        ReportFactory(post=PostFactory(thread=thread), details=f"n°{number}")
        LogLine.objects.create(group=thread.group, actor=UserFactory(), act="pin", thread=thread, label="Ligne")
    facilitator_client.get(thread.url)
    with django_assert_max_num_queries(11):
        page = main_of(facilitator_client.get(LIST))
    assert page.count(f"{LIST}") >= count and page.count("Ligne") == count


def test_report_about_a_deleted_discussion_is_closed(facilitator_client, facilitator, report):
    """With its words, then without: it must not wait for ever."""
    other = ReportFactory(post=PostFactory(thread=report.post.thread))
    actions.delete_thread(thread=report.post.thread, by=facilitator)
    detail = main_of(facilitator_client.get(f"{LIST}{report.pk}/"))
    assert WORDS in detail and 'name="keep"' in detail and 'name="statement"' not in detail
    assert facilitator_client.post(f"{LIST}{report.pk}/", {"keep": "1"}).url == LIST
    Thread.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    actions.erase_deleted_threads()
    assert 'class="panel' not in main_of(facilitator_client.get(f"{LIST}{other.pk}/"))
    facilitator_client.post(f"{LIST}{other.pk}/", {"keep": "1"})
    assert set(Report.objects.values_list("state", flat=True)) == {"moot"}


HOSTILE_PAGES = ["0", "-1", "<b>", "1e9", "9" * 5000, "\x00", "2 OR 1=1", ""]


@pytest.fixture
def long_lists(thread, facilitator):
    """27 reports, the last one first, and as many lines of the log."""
    for number in range(27):
        ReportFactory(post=PostFactory(thread=thread, author=UserFactory()), reporter=reporter_named(number))
        LogLine.objects.create(group=thread.group, actor=facilitator.user, act="pin", label=f"Ligne {number:02}")


def reporter_named(number):
    return UserFactory(first_name="Rapport", last_name=f"{number:02}")


def numbers_on(client, **asked):
    page = main_of(client.get(LIST, asked))
    return [[int(n) for n in re.findall(f"<span>{word} (\\d+)</span>", page)] for word in ("Rapport", "Ligne")]


def test_reports_and_log_have_pages_of_their_own(facilitator_client, long_lists):
    first, second = list(range(26, 1, -1)), [1, 0]
    assert numbers_on(facilitator_client) == [first, first]
    assert numbers_on(facilitator_client, page=2) == [second, first]
    assert numbers_on(facilitator_client, log=2) == [first, second]
    assert numbers_on(facilitator_client, page=99, log=2) == [second, second]
    page = main_of(facilitator_client.get(LIST, {"page": 2}))
    assert 'rel="prev" href="?page=1"' in page and 'rel="next" href="?page=2&amp;log=2#h-log"' in page
    assert "26 à 27 sur 27" in page and "1 à 25 sur 27" in page


def test_reports_at_a_page_that_makes_no_sense(facilitator_client, long_lists):
    for asked in HOSTILE_PAGES:
        response = facilitator_client.get(LIST, {"page": asked, "log": asked})
        assert response.status_code == 200 and "<b>" not in main_of(response)
        assert main_of(response).count("sur 27") == 2


def test_archived_group_can_still_be_cleaned(client, member, facilitator, post):
    """What is read can do harm: reported, hidden, read and given back as in a living one."""
    type(post.thread.group).objects.update(archived_at=timezone.now())
    client.force_login(member.user)
    send(client, post)
    client.force_login(facilitator.user)
    report = Report.objects.get()
    client.post(f"{LIST}{report.pk}/", {"statement": "Un enfant est nommé"})
    assert url(post, "") in main_of(client.get(post.thread.url))
    page = main_of(client.get(url(post, "")))
    assert WORDS in page and url(post, "restauration/") in page
    client.force_login(member.user)
    refused = client.get(url(post, ""))
    assert refused.status_code == 404 and WORDS not in client.get(post.thread.url).content.decode()
    client.force_login(facilitator.user)
    client.post(url(post, "restauration/"))
    assert WORDS in main_of(client.get(post.thread.url))


@pytest.mark.parametrize("page", ["restauration/", "masquage/"])
def test_decisions_happen_by_post_only(facilitator_client, post, page):
    before = Post.objects.values().get(pk=post.pk)
    facilitator_client.get(f"{url(post, page)}?statement=x&on=1")
    assert Post.objects.values().get(pk=post.pk) == before
    assert not LogLine.objects.exists()


def test_hidden_message_tells_its_author_why_and_others_nothing(client, author, member, facilitator, post):
    actions.hide_post(post=post, by=facilitator, statement="Un enfant est nommé")
    shown = {}
    for membership in (author, facilitator, member):
        client.force_login(membership.user)
        page = client.get(post.thread.url).content.decode()
        shown[membership.user.first_name] = "Un enfant est nommé" in page
        assert WORDS not in page
    assert shown == {"Élise": True, "Hélène": True, "Claire": False}


def test_files_of_a_message_are_part_of_what_is_decided_about(facilitator_client, report, client, member):
    """Whoever reports and whoever decides sees them; so does whoever hides the message."""
    post = report.post
    file = SharedFile.objects.create(
        group=post.group, name="Liste nominative.txt", key="liste nominative.txt", family="text", size=3,
        state="clean", updated_at=timezone.now(),
    )  # fmt: skip
    Attachment.objects.create(post=post, file=file, place=0)
    for path in (f"{LIST}{report.pk}/", f"{post.thread.url}messages/{post.number}/masquage/"):
        assert "Liste nominative" in main_of(facilitator_client.get(path))
    client.force_login(MembershipFactory(group=post.group).user)
    assert "Liste nominative" in main_of(client.get(f"{post.thread.url}messages/{post.number}/signalement/"))
