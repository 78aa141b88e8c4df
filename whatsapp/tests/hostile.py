"""What nobody means to send: JSON values that parsers, Python or a database choke on."""

import json
from collections.abc import Iterator
from typing import Any

HERE = "@@"

# As they stand in the bytes: most cannot be written by an honest encoder.
VALUES = {
    "nul": r'"a\u0000"',
    "half of a pair": r'"\ud800"',
    "beyond ascii": '"ñ"',
    "half an address": '"http://[x"',
    "100 digits in text": json.dumps("9" * 100),
    "400 digits in text": json.dumps("9" * 400),
    "very long": json.dumps("x" * 70_000),
    "nan in text": '"nan"',
    "infinite in text": '"1e999"',
    "infinite": "1e999",
    "not a number": "NaN",
    "400 digits": "9" * 400,
    "5000 digits": "9" * 5000,
    "true": "true",
    "null": "null",
    "list": "[]",
    "object of nul": r'{"\u0000": "\ud800"}',
    "deep": "[" * 200 + "]" * 200,
    "deeper": '{"a":' * 480 + "1" + "}" * 480,
    "too deep": "[" * 3000 + "]" * 3000,
}


def spoiled(body: dict[str, Any], value: str) -> Iterator[tuple[str, bytes]]:
    """Yield (what was spoiled, bytes) with `value` in the place of the body and of each part."""
    yield "all", value.encode()
    for path in _paths(body):
        written = json.dumps(_with(body, path), ensure_ascii=False)
        yield ".".join(map(str, path)), written.replace(f'"{HERE}"', value).encode()


def _paths(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inside = part.items() if isinstance(part, dict) else ()
    inside = enumerate(part) if isinstance(part, list) else inside
    for key, value in inside:
        yield from _paths(value, (*path, key))


def _with(part: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return HERE
    copy = dict(part) if isinstance(part, dict) else list(part)
    copy[path[0]] = _with(part[path[0]], path[1:])
    return copy
