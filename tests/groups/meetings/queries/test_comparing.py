from groups.meetings.models import Decision, Edition, Minutes, Point
from groups.meetings.queries import changes_between
from tests.groups.meetings.filled import add_point, publish


def editions(minutes):
    return [edition.content for edition in Edition.objects.filter(minutes=minutes).order_by("number")]


def marked(change, mark):
    return "".join(piece.text for piece in change.pieces if piece.mark == mark).strip()


def test_changes_are_said_part_by_part(minutes, facilitator):
    add_point(minutes)
    gone = add_point(minutes, "À retirer")
    publish(minutes, facilitator)
    Minutes.objects.update(summary="Le groupe s’est mis d’accord sur le reste.")
    Decision.objects.filter(point__title="Bilan annuel").update(text="Une trame courte.")
    gone.delete()
    add_point(minutes, "Nouveau point")
    publish(minutes, facilitator, reason="Mieux")
    before, after = editions(minutes)
    changes = {change.title: change for change in changes_between(before, after)}
    assert [(c.title, c.mark) for c in changes.values()][-3:] == [
        ("Bilan annuel", ""), ("Nouveau point", "ins"), ("À retirer", "del"),
    ]  # fmt: skip
    summary = changes["L’essentiel"]
    assert (marked(summary, "del"), marked(summary, "ins")) == ("la suite.", "le reste.")
    assert marked(changes["Bilan annuel"], "ins") == "courte."


def test_editions_that_say_the_same_have_no_changes(minutes, facilitator):
    add_point(minutes)
    edition = publish(minutes, facilitator)
    assert changes_between(edition.content, edition.content) == []


def test_words_of_people_stay_words(minutes, facilitator):
    point = Point.objects.create(minutes=minutes, title="<b>Titre</b>")
    publish(minutes, facilitator)
    Point.objects.filter(pk=point.pk).update(title="<i>Titre</i> & suite")
    publish(minutes, facilitator, reason="Titre")
    (change,) = changes_between(*editions(minutes))
    assert marked(change, "ins") == "<i>Titre</i> & suite"
