from django.urls import path

from . import views

urlpatterns = [
    path("tableau-de-bord/", views.DashboardView.as_view(), name="dashboard"),
    path("tableau-de-bord/compteurs/", views.CountersView.as_view(), name="counters"),
    path("tableau-de-bord/lu/", views.DashboardReadView.as_view(), name="dashboard-read"),
    path("agenda/", views.MyCalendarView.as_view(), name="my-calendar"),
    path("mes-actions/", views.MyActionsView.as_view(), name="my-actions"),
    path("groupes/<slug:group_slug>/", views.GroupHomeView.as_view(), name="group-home"),
]
