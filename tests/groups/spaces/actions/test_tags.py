import pytest

from groups.spaces.actions import tags_named
from groups.spaces.models import Tag
from tests.factories import GroupFactory

pytestmark = pytest.mark.django_db


def test_a_theme_keeps_the_spelling_it_has(group):
    tags_named(group=group, names=["École", "Santé"])
    tags = tags_named(group=group, names=["ecole", "Accueil", "!!"])
    assert [(tag.slug, tag.name) for tag in tags] == [("accueil", "Accueil"), ("ecole", "École")]
    assert Tag.objects.count() == 3


def test_two_groups_share_no_theme(group):
    (theirs,) = tags_named(group=GroupFactory(), names=["Secret"])
    (ours,) = tags_named(group=group, names=["secret"])
    assert ours != theirs and (ours.name, theirs.name) == ("secret", "Secret")


@pytest.mark.parametrize(("names", "number"), [([], 0), (["École"], 2), (["École", "Santé", "Accueil"], 2)])
def test_themes_cost_two_queries(group, names, number, django_assert_num_queries):
    with django_assert_num_queries(number):
        tags_named(group=group, names=names)
