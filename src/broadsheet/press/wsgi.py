"""The site as a WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from broadsheet.press.serve import SERVED, leave_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.press.settings")
if SERVED in os.environ:
    leave_with_parent()
application = get_wsgi_application()
