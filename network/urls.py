"""The composition root: every door of the house."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.views import serve

from groups.spaces.sitemaps import group_paths
from home.pages.sitemaps import SiteSitemap, page_paths
from network.kit.views import StyleguideView
from network.people import urls as people_urls

SITEMAPS = {"pages": SiteSitemap(page_paths), "groups": SiteSitemap(group_paths)}

handler400 = "network.errors.bad_request"
handler403 = "network.errors.forbidden"
handler404 = "network.errors.not_found"
handler429 = "network.errors.too_many"
handler500 = "network.errors.server_error"

urlpatterns = [
    path("", include("network.people.urls")),
    path("compte/", include(people_urls.doors)),
    path("langue/", login_not_required(set_language), name="set_language"),
    path("styleguide/", login_not_required(StyleguideView.as_view()), name="styleguide"),
    path("notifications/", include("network.activity.urls")),
    path("cms/", include(people_urls.cms_doors)),
    path("cms/", include(wagtailadmin_urls)),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        login_not_required(serve_document),
        name="wagtaildocs_serve",
    ),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("home.pages.urls")),
    path("", include("groups.urls")),
    # Wagtail looks this name up before it reads WAGTAIL_FRONTEND_LOGIN_URL.
    path(
        "_util/login/", login_not_required(RedirectView.as_view(pattern_name="account_login")), name="wagtailcore_login"
    ),
    re_path(wagtail_urls.serve_pattern, login_not_required(serve), name="wagtail_serve"),
]
