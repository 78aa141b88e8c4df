"""WSGI entry point, usable by any server; `manage.py web` is the one we tune and ship."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liora.settings")

application = get_wsgi_application()
