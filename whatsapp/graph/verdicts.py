"""What kind of error Meta answered, and what that means for the message in hand."""

from enum import StrEnum, auto


class ErrorClass(StrEnum):
    """The family an error code belongs to, whatever HTTP status it came with."""

    AUTH = auto()
    PERMISSION = auto()
    POLICY = auto()
    BILLING = auto()
    CONFIG = auto()
    REGISTRATION = auto()
    THROTTLE_APP = auto()
    THROTTLE_WABA = auto()
    THROTTLE_NUMBER = auto()
    THROTTLE_PAIR = auto()
    THROTTLE_SPAM = auto()
    TRANSIENT = auto()
    AMBIGUOUS = auto()
    BAD_REQUEST = auto()
    WINDOW = auto()
    RECIPIENT = auto()
    TEMPLATE = auto()
    MEDIA = auto()
    OTHER = auto()


class Verdict(StrEnum):
    """What the sender may do next with a message that was not confirmed."""

    RETRY = auto()
    """Surely not accepted: send again later."""
    BACK_OFF_NUMBER = auto()
    """Surely not accepted: hold everything of this number, then send again."""
    BACK_OFF_PAIR = auto()
    """Surely not accepted: hold this person's messages only, then send again."""
    STOP_ACCOUNT = auto()
    """Nothing of this number can go out until a person fixes the account."""
    REJECTED = auto()
    """This message will never be accepted."""
    UNKNOWN = auto()
    """It may have been accepted: never send again blindly."""


VERDICTS = {
    ErrorClass.AUTH: Verdict.STOP_ACCOUNT,
    ErrorClass.PERMISSION: Verdict.STOP_ACCOUNT,
    ErrorClass.POLICY: Verdict.STOP_ACCOUNT,
    ErrorClass.BILLING: Verdict.STOP_ACCOUNT,
    ErrorClass.CONFIG: Verdict.STOP_ACCOUNT,
    ErrorClass.REGISTRATION: Verdict.STOP_ACCOUNT,
    ErrorClass.THROTTLE_APP: Verdict.BACK_OFF_NUMBER,
    ErrorClass.THROTTLE_WABA: Verdict.BACK_OFF_NUMBER,
    ErrorClass.THROTTLE_NUMBER: Verdict.BACK_OFF_NUMBER,
    ErrorClass.THROTTLE_PAIR: Verdict.BACK_OFF_PAIR,
    # People flagged this number as spam: sending on by itself would worsen the restriction.
    ErrorClass.THROTTLE_SPAM: Verdict.STOP_ACCOUNT,
    ErrorClass.TRANSIENT: Verdict.RETRY,
    ErrorClass.AMBIGUOUS: Verdict.UNKNOWN,
    ErrorClass.BAD_REQUEST: Verdict.REJECTED,
    ErrorClass.WINDOW: Verdict.REJECTED,
    ErrorClass.RECIPIENT: Verdict.REJECTED,
    ErrorClass.TEMPLATE: Verdict.REJECTED,
    ErrorClass.MEDIA: Verdict.REJECTED,
    ErrorClass.OTHER: Verdict.REJECTED,
}
