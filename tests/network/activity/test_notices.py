import pytest

from network.activity.models import Notification
from network.activity.notices import Notice, days_for, lines_for, notice_for, register
from tests.worker import run_tasks


def test_register_knows_one_notice_a_kind():
    class Mine(Notice):
        kind = "mine"

    class Other(Notice):
        kind = "mine"

    assert register(Mine) is Mine
    register(Mine)
    assert type(notice_for("mine")) is Mine
    with pytest.raises(ValueError, match="two notices for mine"):
        register(Other)


def test_notice_for_refuses_unknown_kinds():
    with pytest.raises(LookupError, match="nothing-such"):
        notice_for("nothing-such")


def test_notice_tells_nobody_until_it_says_so():
    notice = Notice()
    assert list(notice.audience(None)) == []
    assert notice.addresses(None) == []
    for refuse in (lambda: notice.allows(None, None), lambda: notice.lines([], None), lambda: notice.mail(None, None)):
        with pytest.raises(NotImplementedError):
            refuse()


@pytest.mark.django_db
def test_lines_for_leaves_out_what_is_refused_and_unknown(member, outsider, happen, kinds):
    event, other = happen(), happen(kind="test-quiet")
    assert lines_for([event, other], member.user).keys() == {event.pk, other.pk}
    assert lines_for([event, other], outsider) == {}
    kinds.pop("test-quiet")
    assert lines_for([event, other], member.user).keys() == {event.pk}


@pytest.mark.django_db
def test_days_for_makes_one_row_of_an_object(member, happen):
    for title in ("première", "deuxième", "troisième"):
        happen(title)
    happen("ailleurs", target="thread:8")
    happen("sans objet", target="")
    happen("sans objet", target="")
    run_tasks()
    mine = Notification.objects.filter(user=member.user).select_related("event")
    mine.filter(event__data__title="troisième").update(read_at="2026-01-01T00:00Z")
    [day] = days_for(mine, lines_for([one.event for one in mine], member.user))
    assert [(row.line.title, row.others, row.is_new) for row in day.rows] == [
        ("sans objet", 0, True),
        ("sans objet", 0, True),
        ("ailleurs", 0, True),
        ("troisième", 2, True),
    ]
