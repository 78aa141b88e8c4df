"""What production tells a stranger's browser: strict headers, and nothing of the inside."""

from collections.abc import Mapping
from itertools import product

import pytest

from liora.ops.page_headers import PERMISSIONS
from liora.tests.production import SOUND, Answer, Question, ask, run

pytestmark = [pytest.mark.own_database, pytest.mark.slow]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"
HTML = "text/html; charset=utf-8"
SNAPSHOTS = {
    "/health": (200, {"Content-Type": "application/json", "Cache-Control": NOT_KEPT}),
    "/admin/login/": (200, {"Content-Type": HTML, "Cache-Control": NOT_KEPT}),
    "/static/cuenta/cuenta.css": (
        200,
        {
            "Content-Type": 'text/css; charset="utf-8"',
            "Cache-Control": "max-age=60, public",
            "Access-Control-Allow-Origin": "*",
        },
    ),
    "/no-existe": (404, {"Content-Type": HTML}),
    "/api/v1/no-existe": (404, {"Content-Type": "application/json"}),
}
# They change from one answer to the next, or say how the body travels.
PASSING = {
    "Content-Encoding",
    "Content-Length",
    "ETag",
    "Expires",
    "Last-Modified",
    "Set-Cookie",
    "Vary",
    "X-Request-ID",
}

PRIVATE = (
    "/metrics",
    "/.git/config",
    "/.env",
    "/liora.db",
    "/manage.py",
    "/debug",
    "/__debug__/",
    "/server-status",
    "/static/../.env",
    "/static/../liora/settings.py",
    "/static/%2e%2e/liora/settings.py",
    "/static/..%2fliora%2fsettings.py",
    "/static//etc/passwd",
    "/static/",
    "/simulador/",
    "/simulador/graph/v25.0/1",
    "/tienda-demo/",
)
TRACED = (
    "/",
    "/health",
    "/admin/login/",
    "/api/v1/me",
    "/api/v1/auth/login",
    "/static/cuenta/cuenta.css",
)
INSIDE = (
    "Traceback",
    "OperationalError",
    "sqlite",
    "no-existe/liora",
    "liora/",
    "Django",
    "urlpatterns",
)

ORIGINS = {
    "https://panel.example": True,
    "https://otro.example:8443": True,
    "https://otro.example": False,
    "http://panel.example": False,
    "https://panel.example.evil.example": False,
    "https://evilpanel.example": False,
    "https://sub.panel.example": False,
    "https://PANEL.example": False,
    "null": False,
}
CORS_PATHS = {"/api/v1/me": True, "/health": False, "/admin/login/": False, "/apis": False}

HOSTS = {
    "liora.example": 200,
    "liora.example:443": 200,
    "LIORA.example": 200,
    "api.liora.example": 200,
    "evil.example": 400,
    "liora.example.evil.example": 400,
    "sub.liora.example": 400,
    "127.0.0.1": 400,
    "localhost": 400,
    "liora.example@evil.example": 400,
    "liora.example, evil.example": 400,
    "": 400,
}


def from_origin(path: str, origin: str) -> Question:
    return Question(path, headers=(("Origin", origin),))


def preflight(path: str, origin: str, asking: str = "x-client-id") -> Question:
    return Question(
        path,
        "OPTIONS",
        headers=(
            ("Origin", origin),
            ("Access-Control-Request-Method", "PATCH"),
            ("Access-Control-Request-Headers", asking),
        ),
    )


CRASH = Question("/admin/", headers=(("Cookie", "sessionid=abcdefghijklmnopqrstuvwxyz012345"),))
FORGED = Question("/admin/login/", "POST")
FORWARDED = Question("/admin/login/", headers=(("X-Forwarded-Host", "evil.example"),))
QUESTIONS = [
    *map(Question, SNAPSHOTS),
    *map(Question, PRIVATE),
    *(Question(path, "TRACE") for path in TRACED),
    *(from_origin(path, origin) for path, origin in product(CORS_PATHS, ORIGINS)),
    *(preflight(path, origin) for path, origin in product(CORS_PATHS, ORIGINS)),
    *(Question("/health", host=host) for host in HOSTS),
    CRASH,
    FORGED,
    FORWARDED,
]
Answers = Mapping[Question, Answer]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return ask(tmp_path_factory.mktemp("static"), list(dict.fromkeys(QUESTIONS)))


@pytest.mark.parametrize("path", SNAPSHOTS)
def test_the_headers_of_each_kind_of_answer(answers: Answers, path: str):
    status, own = SNAPSHOTS[path]
    answer = answers[Question(path)]
    told = {name: value for name, value in answer.headers.items() if name not in PASSING}
    assert (answer.status, told) == (status, EVERYWHERE | own)


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_private_is_served(answers: Answers, path: str):
    # `/metrics` may exist, for whoever has its token.
    assert answers[Question(path)].status in ({401, 403, 404} if path == "/metrics" else {404})


@pytest.mark.parametrize("path", TRACED)
def test_trace_echoes_nothing(answers: Answers, path: str):
    answer = answers[Question(path, "TRACE")]
    assert answer.status in (401, 404, 405)
    assert "TRACE" not in answer.body


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", CORS_PATHS)
def test_only_the_sites_named_may_read_the_api_from_a_browser(
    answers: Answers, path: str, origin: str
):
    welcome = origin if CORS_PATHS[path] and ORIGINS[origin] else None
    for question in (from_origin(path, origin), preflight(path, origin)):
        told = answers[question].headers
        assert told.get("access-control-allow-origin") == welcome
        assert "access-control-allow-credentials" not in told


def test_a_site_is_told_what_it_may_send_and_read(answers: Answers):
    asked = answers[preflight("/api/v1/me", "https://panel.example")].headers
    sent = {"authorization", "content-type", "idempotency-key", "x-client-id", "x-request-id"}
    assert sent <= set(asked["access-control-allow-headers"].split(", "))
    read = answers[from_origin("/api/v1/me", "https://panel.example")]
    shown = set(read.headers["access-control-expose-headers"].split(", "))
    assert {"x-request-id", "retry-after", "x-ratelimit-limit", "x-ratelimit-remaining"} <= shown
    assert "Origin".lower() in read.headers["Vary"].lower()


@pytest.mark.parametrize("host", HOSTS)
def test_only_our_own_names_are_answered(answers: Answers, host: str):
    assert answers[Question("/health", host=host)].status == HOSTS[host]


def test_a_forwarded_host_is_not_believed(answers: Answers):
    assert answers[FORWARDED].status == 200
    assert "evil.example" not in answers[FORWARDED].body


@pytest.mark.parametrize(
    ("question", "status", "heading"),
    [
        (Question("/health", host="evil.example"), 400, "No entendimos el pedido"),
        (FORGED, 403, "El formulario venció"),
        (Question("/no-existe"), 404, "No encontramos esa página"),
        (CRASH, 500, "Algo falló de nuestro lado"),
    ],
    ids=["400", "403", "404", "500"],
)
def test_an_error_is_told_plainly_and_tells_nothing(
    answers: Answers, question: Question, status: int, heading: str
):
    answer = answers[question]
    assert answer.status == status
    assert f"<h1>{heading}</h1>" in answer.body
    assert [word for word in (*INSIDE, *SOUND.values()) if word in answer.body] == []
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_djangos_own_check_of_a_deployment_finds_nothing():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "0 silenced" in checked.stdout
