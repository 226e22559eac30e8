from django.urls import path

from . import views

app_name = "activity"
urlpatterns = [
    path("", views.NotificationListView.as_view(), name="notification-list"),
    path("lues/", views.NotificationsReadView.as_view(), name="notifications-read"),
    path("reglages/", views.MailChoiceView.as_view(), name="mail-choice"),
    path("courriels/arret/<str:token>/", views.MailStopView.as_view(), name="mail-stop"),
]
