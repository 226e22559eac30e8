from django.template import RequestContext, Template
from wagtail.models import Site

from home.models import SiteSettings
from home.pages.context import site
from tests import cms
from tests.home.trees import add_page

PARTS = ("site_nav", "footer_nav", "footer_legal")
FRAME = "{{ site.name }}" + "".join(f"{{% for item in {part} %}}{{% endfor %}}" for part in PARTS)


def test_frame_costs_two_queries_once_and_none_unused(rf, home, django_assert_num_queries):
    request = rf.get("/aide/")
    request.user = None
    with django_assert_num_queries(0):
        site(request)
    with django_assert_num_queries(2):
        Template(FRAME).render(RequestContext(request))
        Template(FRAME).render(RequestContext(request))


def test_site_nav_follows_the_tree_and_marks_where_we_are(rf, home):
    add_page(home, "Hors menu", slug="hors-menu")
    add_page(home, "CNRY-brouillon", slug="brouillon", show_in_menus=True, live=False)
    nav = site(rf.get("/le-centre/regles-de-vie/"))["site_nav"]
    assert [(item.title, item.url) for item in nav] == [
        ("Groupes", "/groupes/"), ("Le centre", "/le-centre/"), ("Aide", "/aide/"), ("Contact", "/contact/"),
    ]  # fmt: skip
    assert [item.current for item in nav] == [False, True, False, False]


def test_footer_groups_the_second_level_under_the_first(rf, home):
    context = site(rf.get("/"))
    columns = {column.title: [item.url for item in column.links] for column in context["footer_nav"]}
    assert columns == {
        "Le centre": ["/le-centre/", "/le-centre/rejoindre-le-reseau/", "/le-centre/regles-de-vie/"],
        "Le réseau": ["/groupes/", "/aide/", "/contact/"],
    }
    assert [item.url for item in context["footer_legal"]] == [
        "/mentions-legales/",
        "/donnees-personnelles/",
        "/plan-du-site/",
    ]


def test_frame_stands_before_the_site_is_set_up(rf, db):
    Site.objects.all().delete()
    context = site(rf.get("/"))
    assert context["site"].name == "Traverse"
    assert [item.url for item in context["site_nav"]] == ["/groupes/"]
    assert len(context["footer_nav"]) == 1


@cms.UNCLOSED_BY_WAGTAIL
def test_site_shows_its_mark_and_its_colour(rf, home, picture, django_assert_num_queries):
    SiteSettings.objects.update(mark=picture, accent="#7a1f4f", name="Le Pont")
    first = str(site(rf.get("/"))["site"].mark_url)
    assert first.startswith("/media/images/")
    with django_assert_num_queries(1):
        frame = site(rf.get("/"))["site"]
        assert (frame.mark_url, frame.name) == (first, "Le Pont")
        assert frame.accent_css_url.startswith("/style/accent.css?v=")
