from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from . import views

app_name = "home"
urlpatterns = [
    path("style/accent.css", login_not_required(views.AccentCssView.as_view()), name="accent-css"),
    path("robots.txt", login_not_required(views.RobotsView.as_view()), name="robots"),
    path("favicon.ico", login_not_required(views.FaviconView.as_view()), name="favicon"),
    path(".well-known/security.txt", login_not_required(views.SecurityTxtView.as_view()), name="security-txt"),
    re_path(
        r"^media/images/(?P<name>[\w.-]+\.(?:avif|gif|jpe?g|png|webp))$",
        login_not_required(views.RenditionView.as_view()),
        name="rendition",
    ),
]
