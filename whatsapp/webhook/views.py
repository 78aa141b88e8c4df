from django.http import HttpRequest, HttpResponse


def meta_webhook(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=503)
