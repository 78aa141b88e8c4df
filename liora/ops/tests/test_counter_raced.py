"""However many processes count, as many get through as may."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PROCESSES, CALLS_OF_EACH, LIMIT = 4, 50, 50

CALLER = """
import sys
import django
django.setup()
from django.test import RequestFactory
from liora.api.errors import TooMany
from liora.api.throttle import count

request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
print("listo", flush=True)
sys.stdin.readline()
through = 0
for _number in range(int(sys.argv[1])):
    try:
        count(request, group="carrera", rate=sys.argv[2])
        through += 1
    except TooMany:
        pass
print(through, flush=True)
"""


def caller(database_url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CALLER, str(CALLS_OF_EACH), f"{LIMIT}/d"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "liora.settings",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_of_two_hundred_calls_of_four_processes_fifty_get_through(database_url: str):
    callers = [caller(database_url) for _number in range(PROCESSES)]
    try:
        for one in callers:
            assert one.stdout.readline() == "listo\n"
        for one in callers:
            one.stdin.write("ya\n")
            one.stdin.flush()
        through = [int(one.communicate(timeout=60)[0]) for one in callers]
    finally:
        for one in callers:
            one.kill()
            one.communicate()
    assert sum(through) == LIMIT
