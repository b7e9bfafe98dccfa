# SPDX-License-Identifier: MIT
"""What headstock promises about its speed, and whether it was measured."""

OURS = "headstock"
EXPAT = "expat, null handlers"


def find(results, section, **wanted):
    """Returns the rows of a section with these values."""
    return [row for row in results.get(section, []) if all(row.get(key) == value for key, value in wanted.items())]


def ratio(results, who, read=16384, corpus="mixed"):
    """How many times as fast as `who` we are."""
    rows = find(results, "parse", who=who, read=read, corpus=corpus)
    return rows[0]["ours"] if rows else None


def least(values):
    """The least that was measured."""
    return min((value for value in values if value is not None), default=None)


def most(values):
    """The most that was measured."""
    return max((value for value in values if value is not None), default=None)


def slowest_class(results):
    """Against expat, in the class of traffic where we are worst."""
    return least(row["ours"] for row in find(results, "parse", who=EXPAT, read=16384))


def best_tree_peer(results):
    """Against the fastest peer that builds trees, at the size of read where we are worst."""
    rows = [row for row in find(results, "parse", corpus="mixed", tree=True, streams=True) if row["who"] != OURS]
    return least(row["ours"] for row in rows if row["read"] >= 7)


def single(results, section, key, **wanted):
    """One value of one row."""
    rows = find(results, section, **wanted)
    return rows[0][key] if rows else None


def growth(results):
    """How much more a byte costs in four times the input, for the worst input."""
    return most(row["4n"] / row["n"] for row in find(results, "hostile", who=OURS))


def cost(results, rules):
    """What dispatch to so many rules adds to parsing, in percent."""
    value = single(results, "dispatch", "cost", who=f"{rules} rules", corpus="mixed")
    return None if value is None else 100 * value


def escaping(results):
    """GB of plain text escaped in a second."""
    row = results["micro"].get("escape_plain_text")
    return row["bytes_per_second"] / 1e9 if row else None


def keeping(results):
    """Nanoseconds to own a chat message when the block of an earlier one is free again."""
    row = results["micro"].get("keep_chat/8")
    return row["cpu_time"] if row else None


def payload(results, verb):
    """A declared payload against code written by hand: the worst."""
    return most(row["ratio"] for row in results.get("payload", []) if row["what"].startswith(verb))


def by_python(results):
    """Messages a second of the processor, received and read by Python, against slixmpp."""
    return single(results, "python", "ours", who="slixmpp")


GATES = [
    ("mixed, 16 KiB: against expat + std::string tree", "≥", 9, "x", lambda r: ratio(r, "expat + std::string tree")),
    ("mixed, 16 KiB: against expat + arena tree", "≥", 7, "x", lambda r: ratio(r, "expat + arena tree")),
    ("mixed, 16 KiB: against expat with null handlers", "≥", 7.5, "x", lambda r: ratio(r, EXPAT)),
    ("every class, 16 KiB: against expat with null handlers", "≥", 4, "x", slowest_class),
    ("mixed, reads of 1 byte: against expat with null handlers", "≥", 1.3, "x", lambda r: ratio(r, EXPAT, 1)),
    ("mixed, every read of 7 bytes and more: against the best peer with a tree", "≥", 1, "x", best_tree_peer),
    ("mixed, whole stanzas: against rapidxml", "≥", 1, "x", lambda r: ratio(r, "rapidxml", 0)),
    ("allocations a stanza, warm", "≤", 0.1, "", lambda r: single(r, "allocations", "allocations", who=OURS)),
    ("heap of an idle parser", "≤", 4096, " bytes", lambda r: single(r, "idle", "bytes", who=OURS)),
    ("hostile input: a byte of 4 N against one of N", "≤", 1.3, "x", growth),
    ("dispatch to 20 rules", "≤", 3, " %", lambda r: cost(r, 20)),
    ("dispatch to 500 rules", "≤", 8, " %", lambda r: cost(r, 500)),
    ("keeping a chat message, warm", "≤", 120, " ns", keeping),
    ("reading a declared payload: against code by hand", "≤", 2, "x", lambda r: payload(r, "read")),
    ("writing a declared payload: against code by hand", "≤", 2, "x", lambda r: payload(r, "write")),
    ("escaping plain text", "≥", 1, " GB/s", escaping),
    ("Python: messages received and read, against slixmpp", "≥", 5, "x", by_python),
    ("allocations a stanza written, warm", "≤", 0, "", lambda r: single(r, "writing", "allocations", who=OURS)),
]


def table(results):
    """Returns all gates as a table."""
    lines = ["| gate | wanted | measured | |", "|---|---|---|---|"]
    for name, sign, wanted, unit, measure in GATES:
        value = measure(results)
        if value is None:
            lines.append(f"| {name} | {sign} {wanted}{unit} | not measured | |")
            continue
        met = value >= wanted if sign == "≥" else value <= wanted
        lines.append(f"| {name} | {sign} {wanted}{unit} | {value:,.4g}{unit} | {'yes' if met else '**no**'} |")
    return "\n".join(lines)
