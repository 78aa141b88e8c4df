"""Container health check: exits 0 when this container's web server answers /health with 200."""

import http.client
import os
import sys

TIMEOUT_S = 3


def is_healthy(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        # The server refuses a Host that ALLOWED_HOSTS does not name, 127.0.0.1 among them.
        connection.request("GET", "/health", headers={"Host": host})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    allowed = os.environ.get("ALLOWED_HOSTS") or "127.0.0.1"
    host = allowed.split(",")[0].strip().lstrip(".*") or "127.0.0.1"
    sys.exit(0 if is_healthy(int(os.environ.get("PORT", "8000")), host) else 1)
