"""Who sent what, what was acknowledged, what arrived: the account that a crash must not unbalance. Pure."""

from dataclasses import dataclass, field

# A message is named by its key (messages of one key stay in order) and its number within that key, from 1.
Name = tuple[str, int]


@dataclass
class Ledger:
    sent: set[Name] = field(default_factory=set)
    acknowledged: set[Name] = field(default_factory=set)
    refused: set[Name] = field(default_factory=set)
    # In the order of arrival, repeats included.
    delivered: list[Name] = field(default_factory=list)

    def account(self) -> "Account":
        counts: dict[Name, int] = {}
        newest: dict[str, int] = {}
        out_of_order: list[Name] = []
        for name in self.delivered:
            counts[name] = counts.get(name, 0) + 1
            key, number = name
            # Only a first delivery can break the order: a repeat after a crash is what "at least once" means.
            if counts[name] == 1:
                if number < newest.get(key, 0):
                    out_of_order.append(name)
                newest[key] = max(newest.get(key, 0), number)
        seen = set(counts)
        return Account(
            sent=len(self.sent),
            acknowledged=len(self.acknowledged),
            refused=len(self.refused),
            delivered=len(seen),
            repeated=sum(count - 1 for count in counts.values()),
            unacknowledged_delivered=len((seen & self.sent) - self.acknowledged),
            lost=sorted(self.acknowledged - seen),
            out_of_order=out_of_order,
            # Never sent, or refused and delivered all the same.
            unexplained=sorted((seen - self.sent) | (seen & self.refused)),
        )


@dataclass
class Account:
    sent: int
    acknowledged: int
    refused: int
    delivered: int
    repeated: int
    unacknowledged_delivered: int
    lost: list[Name]
    out_of_order: list[Name]
    unexplained: list[Name]

    HEADINGS = ("sent", "acked", "refused", "delivered", "unacked", "repeated", "lost", "disorder", "unexplained")

    @property
    def good(self) -> bool:
        return not (self.lost or self.out_of_order or self.unexplained)

    def row(self) -> list[int]:
        return [
            self.sent,
            self.acknowledged,
            self.refused,
            self.delivered,
            self.unacknowledged_delivered,
            self.repeated,
            len(self.lost),
            len(self.out_of_order),
            len(self.unexplained),
        ]

    def faults(self) -> list[str]:
        lines = []
        for word in ("lost", "out_of_order", "unexplained"):
            names = getattr(self, word)
            if names:
                shown = ", ".join(f"{key}/{number}" for key, number in names[:10])
                lines.append(f"{word.replace('_', ' ')}: {shown}{' …' if len(names) > 10 else ''}")
        return lines


def table(headings: list[str], rows: list[list]) -> str:
    widths = [max(len(str(line[i])) for line in [headings, *rows]) for i in range(len(headings))]
    return "\n".join("  ".join(str(cell).rjust(width) for cell, width in zip(line, widths)) for line in [headings, *rows])


class Rows:
    """A table whose rows are printed as they come; `first` is how wide its first column is."""

    def __init__(self, headings: list[str], first: int = 0, say=lambda line: print(line, flush=True)):
        self.widths = [max(first, len(headings[0])), *(max(5, len(heading)) for heading in headings[1:])]
        self.say = say
        self.add(headings)

    def add(self, row: list) -> None:
        self.say("  ".join([str(row[0]).ljust(self.widths[0]), *(str(cell).rjust(width) for cell, width in zip(row[1:], self.widths[1:]))]))
