"""Which reply belongs to which message, and what that says: late, lost, twice, out of order."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.traffic import address

Sent = tuple[int, int, int, float, float, float, int]
"""Number, conversation, colour, due, sent, answered, status: a line of the generator."""
Arrival = tuple[float, str, int]
"""When, to whom, colour: a line of the stand-in."""
Waiting = defaultdict[tuple[str, int], deque[tuple[float, float]]]
"""When messages were sent and acknowledged, by customer and colour."""


@dataclass(slots=True)
class Tally:
    sent: int = 0
    acknowledged: int = 0
    replied: int = 0
    twice: int = 0
    out_of_order: int = 0
    """Replies that came before that of a message acknowledged before theirs was even sent."""
    ack_ms: list[float] = field(default_factory=list)
    reply_ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    """How late the generator itself was: above a few ms, it measured its own hunger."""
    reply_span_s: float = 0.0
    ack_span_s: float = 0.0

    @property
    def lost(self) -> int:
        """Messages answered 200 that never got a reply."""
        return self.acknowledged - self.replied

    @property
    def replies_per_s(self) -> float:
        return self.replied / self.reply_span_s if self.reply_span_s else 0.0

    @property
    def acks_per_s(self) -> float:
        return self.acknowledged / self.ack_span_s if self.ack_span_s else 0.0


def tally(messages: Sequence[Sequence[float]], arrivals: Iterable[Arrival]) -> Tally:
    found = Tally(sent=len(messages))
    waiting: Waiting = defaultdict(deque)
    for _, conversation, colour, due, sent, answered, status in messages:
        waiting[address(int(conversation)), int(colour)].append((sent, answered))
        if status == 200:
            found.acknowledged += 1
            found.ack_ms.append((answered - sent) * 1000)
        if due:
            found.late_ms.append((sent - due) * 1000)
    taken = [line for line in messages if line[6] == 200]
    if taken:
        found.ack_span_s = max(line[5] for line in taken) - min(line[4] for line in taken)
    _match(found, waiting, sorted(arrivals))
    return found


def _match(found: Tally, waiting: Waiting, arrivals: list[Arrival]) -> None:
    latest_sent: dict[str, float] = {}
    for moment, to, colour in arrivals:
        queue = waiting[to, colour]
        if not queue:
            found.twice += 1
            continue
        sent, acknowledged = queue.popleft()
        found.replied += 1
        found.reply_ms.append((moment - sent) * 1000)
        found.out_of_order += acknowledged < latest_sent.get(to, 0.0)
        latest_sent[to] = max(sent, latest_sent.get(to, 0.0))
    if len(arrivals) > 1:
        found.reply_span_s = arrivals[-1][0] - arrivals[0][0]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of the values do not exceed; 0 without any."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
