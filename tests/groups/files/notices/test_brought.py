"""Who is told of files, in how many lines, and what is withdrawn."""

import pytest
from django.core import mail
from django.utils import translation

from groups.files import actions
from groups.spaces.actions import remove_member
from groups.spaces.enums import Level
from groups.spaces.models import Membership
from network.activity.actions import choose_mail
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from tests.worker import let_time_pass, run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def watcher(colleague):
    """Reads English, so that a sentence is compared as it is written in the code."""
    Membership.objects.filter(pk=colleague.pk).update(level=Level.WATCH)
    colleague.user.language = "en"
    colleague.user.save()
    return colleague


def wait():
    let_time_pass(minutes=6)
    run_tasks()


def lines_of(user):
    return [line.title for line in lines_for(Event.objects.order_by("id"), user).values()]


def test_ten_files_are_one_line_and_one_mail(member, watcher, bring, fold):
    folder = fold(member)
    for number in range(10):
        bring(member, f"Pièce {number}.txt", folder=folder)
    run_tasks()
    assert not Notification.objects.exists() and mail.outbox == []
    wait()
    assert lines_of(watcher.user) == ["Claire Vasseur brought 10 files"]
    assert Notification.objects.get().user == watcher.user
    (sent,) = mail.outbox
    assert sent.to == [watcher.user.email] and "Pièce 3." in sent.body and folder.url in sent.body


def test_a_file_and_its_version_later(member, watcher, bring, renew):
    file = bring(member)
    wait()
    renew(member, file)
    wait()
    assert lines_of(watcher.user) == [
        "Claire Vasseur brought “Notice.txt”", "Claire Vasseur brought a new version of “Notice.txt”",
    ]  # fmt: skip
    assert len(mail.outbox) == 2


def test_two_people_are_two_lines(member, facilitator, watcher, bring):
    for person in (member, facilitator):
        bring(person, f"De {person.user_id}.txt")
    wait()
    assert len(lines_of(watcher.user)) == 2


@pytest.mark.parametrize("level", [Level.MENTIONS, Level.MUTED])
def test_who_does_not_watch_is_not_told(member, watcher, bring, level):
    Membership.objects.filter(pk=watcher.pk).update(level=level)
    bring(member)
    wait()
    assert not Notification.objects.exists() and mail.outbox == []


def test_the_mail_switch_stops_mails_only(member, watcher, bring):
    choose_mail(user=watcher.user, by_mail=False)
    bring(member)
    wait()
    assert Notification.objects.count() == 1 and mail.outbox == []


def test_who_was_put_out_meanwhile_is_not_told(member, facilitator, watcher, bring):
    bring(member)
    remove_member(membership=watcher, by=facilitator.user)
    mail.outbox.clear()
    wait()
    assert lines_of(watcher.user) == [] and not [sent for sent in mail.outbox if "Notice" in sent.subject]


def test_what_was_deleted_meanwhile_is_not_told(member, watcher, bring):
    actions.delete_file(member=member, file=bring(member))
    wait()
    assert not Notification.objects.exists() and mail.outbox == []


def test_what_is_deleted_later_leaves_the_bell(member, watcher, bring):
    """The line stays for as long as it tells of something."""
    files = [bring(member, f"Pièce {number}.txt") for number in range(2)]
    wait()
    actions.delete_file(member=member, file=files[0])
    assert lines_of(watcher.user) == ["Claire Vasseur brought “Pièce 1.txt”"]
    actions.delete_file(member=member, file=files[1])
    assert lines_of(watcher.user) == [] and not Notification.objects.exists()


def test_mails_of_a_confidential_group_say_no_more_than_a_title(member, watcher, bring):
    member.group.confidential = True
    member.group.save()
    bring(member)
    wait()
    (sent,) = mail.outbox
    assert sent.subject.replace("\u2060", "") == "File: “Notice.txt”" and "Vasseur" not in sent.body


def test_following_the_line_marks_it_as_read(client, member, watcher, bring):
    for number in range(2):
        bring(member, f"Pièce {number}.txt")
    wait()
    client.force_login(watcher.user)
    (line,) = lines_for(Event.objects.all(), watcher.user).values()
    page = client.get(line.url)
    assert "Pièce 1" in page.text and Notification.objects.get().read_at


def test_lines_cost_the_same_for_one_and_three(member, facilitator, watcher, bring, django_assert_num_queries):
    for person in (member, facilitator):
        bring(person, f"De {person.user_id}.txt")
        events = list(Event.objects.order_by("id"))
        with django_assert_num_queries(2):
            assert len(lines_for(events, watcher.user)) == len(events)
