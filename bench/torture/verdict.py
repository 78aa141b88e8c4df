"""What was asked against what the customers have: lost, doubled, out of order, stuck."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.torture.store import Store


@dataclass(slots=True)
class Verdict:
    """`doubled_in_silence` and the rest must be 0; `flagged` are those that may have come twice."""

    asked: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    doubled_in_silence: int = 0
    flagged: int = 0
    out_of_order: int = 0
    dead_events: int = 0
    unfinished: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        bad = (self.lost, self.doubled_in_silence, self.out_of_order, self.dead_events)
        return not any(bad) and not self.unfinished


def verdict(
    asked: Mapping[str, Sequence[int]], ledger: Sequence[Mapping[str, Any]], store: Store
) -> Verdict:
    """Judge by what was posted and what Meta took; Liora's own rows say only what is flagged."""
    found = Verdict(asked=sum(map(len, asked.values())), unfinished=store.waiting())
    rows = store.sent()
    times = Counter(one["callback_data"] for one in ledger)
    found.flagged = sum(twice for _, twice, _ in rows.values())
    for row_id, count in times.items():
        if count > 1:
            found.doubled += 1
            if row_id not in rows or not rows[row_id][1]:
                found.doubled_in_silence += 1
                found.examples.append(f"twice in silence: {row_id}")
    _compare(found, asked, _first_copies(ledger))
    dead = "SELECT COUNT(*) FROM inbound_event WHERE estado = 'muerto'"
    found.dead_events = int(store.rows(dead)[0][0])
    return found


def _first_copies(ledger: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    """Return what each customer received, in order, second copies of one message left out."""
    seen: set[str] = set()
    received = defaultdict(list)
    for one in ledger:
        if one["callback_data"] not in seen:
            seen.add(one["callback_data"])
            received[one["to"]].append(one["colour"])
    return received


def _compare(
    found: Verdict, asked: Mapping[str, Sequence[int]], received: Mapping[str, Sequence[int]]
) -> None:
    """A person's answers are the person's questions, one for one: anything else is a fault."""
    for person in {*asked, *received}:
        questions, answers = list(asked.get(person, ())), list(received.get(person, ()))
        found.answered += len(answers)
        if questions == answers:
            continue
        missing, extra = (
            Counter(questions) - Counter(answers),
            Counter(answers) - Counter(questions),
        )
        found.lost += missing.total()
        found.doubled_in_silence += extra.total()
        if not missing and not extra:
            found.out_of_order += 1
        found.examples.append(f"{person}: asked {questions} got {answers}")
