"""schemathesis against a real server, every check on: the API keeps to its description."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django_scopes import scope

from accounts.models import UserCliente
from accounts.registration import register_usuario
from liora.tests.running import free_port, get, manage, until
from liora.tests.world import caller
from tenants.models import Cliente, PlanOverride

pytestmark = [
    pytest.mark.slow,
    pytest.mark.own_database,  # what it looks for does not depend on the database; minutes do
    pytest.mark.django_db(transaction=True),
]

# More with LIORA_FUZZ_EXAMPLES=200: `make test ARGS="-k fuzz"`.
EXAMPLES = os.environ.get("LIORA_FUZZ_EXAMPLES", "5")
# It would end the session with which everything else is tried.
LEFT_OUT = "/api/v1/auth/logout"
CONFIG = """
[parameters]
"path.cliente" = "{cliente}"

[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 429]

# The fuzzer repeats an Idempotency-Key with another body, which is refused as it should be.
[[operations]]
include-method = "POST"
include-path-regex = "^/api/v1/clientes"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429]
"""


@pytest.fixture
def token(cliente: Cliente) -> str:
    """Return the token of an owner whose plan limits nothing."""
    usuario = register_usuario(email="fuzz@alfa", password="una-clave-larga-de-prueba")
    with scope(cliente=cliente):
        for meter in ("pedidos_api", "usuarios"):
            PlanOverride.objects.create(cliente=cliente, meter=meter, value=None)
        owner = UserCliente.objects.create(usuario=usuario, cliente=cliente, rol="owner")
    return caller(owner).token


@pytest.fixture
def url(tmp_path: Path, database_url: str) -> Iterator[str]:
    port = free_port()
    environment = {"DATABASE_URL": database_url, "PORT": str(port), "RATELIMIT_ENABLE": "0"}
    with manage(tmp_path, "web", **environment):
        address = f"http://127.0.0.1:{port}"
        until(lambda: get(f"{address}/health")[0] == 200)
        yield address


def test_it_finds_nothing(url: str, token: str, cliente: Cliente, tmp_path: Path):
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG.format(cliente=cliente.slug))
    program = Path(sys.executable).with_name("schemathesis")
    command = [program, "--config-file", config, "run", f"{url}/api/v1/schema"]
    options = ["--checks", "all", "--max-examples", EXAMPLES, "--seed", "20261125", "--no-color"]
    options += ["--header", f"Authorization: Bearer {token}", "--exclude-path", LEFT_OUT]
    run = subprocess.run(
        [*command, *options],
        cwd=tmp_path,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": "liora.tests.fuzz.hooks",
            "PYTHONPATH": str(settings.BASE_DIR),
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
