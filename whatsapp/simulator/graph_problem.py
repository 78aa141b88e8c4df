"""The errors the Graph stand-in answers, in Meta's shape."""

import secrets
from dataclasses import dataclass
from typing import Any

TITLES = {
    2: "Service temporarily unavailable",
    100: "Invalid parameter",
    80007: "Rate limit issues",
    190: "Error validating access token: Session has expired",
    130429: "Rate limit hit",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132015: "Template is paused",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
}


@dataclass(frozen=True, slots=True)
class GraphProblem:
    """Why Meta refuses a request. `code` and `details` are what a client may build on."""

    code: int
    details: str = ""
    http_status: int = 400
    subcode: int | None = None
    family: str = "OAuthException"

    def body(self) -> dict[str, Any]:
        """Return the JSON Meta would answer (Cloud API, error codes)."""
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {TITLES.get(self.code, 'Something went wrong')}",
            "type": self.family,
            "code": self.code,
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.details:
            error["error_data"] = {
                "messaging_product": "whatsapp",
                "details": self.details,
            }
        return {"error": error | {"fbtrace_id": secrets.token_urlsafe(9)}}


class Refused(Exception):
    """Raised by a rule; carries the problem `graph_rules.check` returns."""

    def __init__(self, problem: GraphProblem) -> None:
        super().__init__(problem.details)
        self.problem = problem


def missing(path: str) -> Refused:
    """131008: a parameter the kind of message needs is absent."""
    return Refused(GraphProblem(131008, f"Parameter '{path}' is required."))


def invalid(details: str) -> Refused:
    """131009: a parameter is there with a value Meta does not take."""
    return Refused(GraphProblem(131009, details))


def bad_request(details: str) -> Refused:
    """100: an unsupported, misspelled or too long parameter."""
    return Refused(GraphProblem(100, details))
