"""What the fuzzer cannot read from the description: a schema has no words for it.

Loaded by schemathesis itself (`SCHEMATHESIS_HOOKS`), not by the tests.
"""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_body(context: Any, body: Any) -> bool:
    """Leave out NUL anywhere, also in properties nobody reads: refused as `json_invalido`."""
    return "\\u0000" not in ascii(body) and "\\x00" not in ascii(body)
