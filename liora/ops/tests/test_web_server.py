import pytest

from liora.ops.web_server import APPLICATION, EVERY_ADDRESS, command


def value(option: str, *, development: bool = False, **environ: str) -> str:
    line = command(environ, port=8000, development=development)
    return line[line.index(option) + 1]


def test_it_serves_the_wsgi_application():
    line = command({}, port=8765, development=False)
    assert line[-1] == APPLICATION
    assert line[line.index("--port") + 1] == "8765"
    assert line[line.index("--interface") + 1] == "wsgi"


@pytest.mark.parametrize(
    ("option", "default", "variable"),
    [
        ("--host", EVERY_ADDRESS, "HOST"),
        ("--blocking-threads", "2", "WEB_THREADS"),
    ],
)
def test_a_variable_changes_the_default(option: str, default: str, variable: str):
    assert value(option) == default
    assert value(option, **{variable: ""}) == default
    assert value(option, **{variable: "9"}) == "9"


@pytest.mark.parametrize(("cores", "processes"), [(1, "2"), (2, "2"), (3, "3"), (64, "4")])
def test_it_runs_a_process_per_core_within_reason(monkeypatch, cores: int, processes: str):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert value("--workers") == processes
    assert value("--workers", WEB_CONCURRENCY="7") == "7"


def test_development_is_one_process_that_can_call_itself():
    assert value("--workers", development=True) == "1"
    assert int(value("--blocking-threads", development=True)) > 1


@pytest.mark.parametrize(("asked", "shown"), [("1", True), ("0", False), ("", False)])
def test_the_access_log_is_off_unless_asked_for(asked: str, shown: bool):
    line = command({"WEB_ACCESS_LOG": asked}, port=8000, development=False)
    assert ("--access-log" in line) is shown
    assert ("--no-access-log" in line) is not shown
