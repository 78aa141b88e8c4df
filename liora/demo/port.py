"""Is the demo's port free?"""

import errno
import socket


def is_taken(port: int, *, host: str = "127.0.0.1") -> bool:
    """Tell whether another program already listens on the port; one left in TIME_WAIT is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False
