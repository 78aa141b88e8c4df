"""The framework's limit: a Django view that answers 200 and nothing else, on the same server."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="bench")


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200)


urlpatterns = [path("webhook/meta", bare), path("ready", bare)]
application = get_wsgi_application()
