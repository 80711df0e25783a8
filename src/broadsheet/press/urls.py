"""The site's addresses: the desk below /desk/, everything else what readers see."""

from django.urls import include, path
from wagtail.admin import urls as desk

urlpatterns = [
    path("desk/", include(desk)),
    path("", include("broadsheet.press.front.urls")),
]
