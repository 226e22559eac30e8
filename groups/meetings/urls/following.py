"""Registers, action items, leftovers and topics. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

ACTION = "actions/<int:action_id>/"
urlpatterns = [
    path("decisions/", views.DecisionListView.as_view(), name="decision-list"),
    path("decisions/export/", views.DecisionExportView.as_view(), name="decision-export"),
    path("actions/", views.ActionListView.as_view(), name="action-list"),
    path("actions/export/", views.ActionExportView.as_view(), name="action-export"),
    path(ACTION, views.ActionDetailView.as_view(), name="action-detail"),
    path(f"{ACTION}etat/", views.ActionStateView.as_view(), name="action-state"),
    path(f"{ACTION}modification/", views.ActionEditView.as_view(), name="action-edit"),
    path("<int:meeting_id>/reprise/", views.MeetingLeftoversView.as_view(), name="meeting-leftovers"),
    path("sujets/<int:item_id>/", views.TopicDetailView.as_view(), name="topic-detail"),
]
