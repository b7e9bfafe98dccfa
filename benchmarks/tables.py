# SPDX-License-Identifier: MIT
"""The tables of docs/performance/."""

from gates import find

READS = {1: "1 B", 7: "7 B", 1400: "1400 B", 16384: "16 KiB", 65536: "64 KiB", 0: "one stanza"}


def table(head, rows):
    """Returns a table; the first column is text, the others numbers."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def order(rows, key):
    """Returns what `key` takes, in the order it came."""
    return list(dict.fromkeys(row[key] for row in rows))


def built(results, machine):
    """Returns what was measured with what, where."""
    row = results["built"][0]
    text = f"{machine}; {row['by']}, `-O3`. Peers: {row['with']}."
    return text + (f" Not installed: {row['without']}." if row["without"] else "")


def speeds(rows, column, names):
    """Returns the speed of each parser, one column for each value of `column`; in brackets how fast we are against it."""
    lines = []
    for who in order(rows, "who"):
        cells = []
        for value in names:
            row = next((row for row in rows if row["who"] == who and row[column] == value), None)
            cells.append(f"{row['mb_s']:,.0f} ({row['ours']:.2f})" if row else "")
        lines.append([who, *cells])
    return lines


def by_read(results):
    """Mixed traffic in reads of several sizes."""
    rows = [row for row in find(results, "parse", corpus="mixed") if row["streams"] and row["read"] > 0]
    reads = sorted(order(rows, "read"))
    return table(["parser", *(READS.get(read, str(read)) for read in reads)], speeds(rows, "read", reads))


def by_class(results):
    """Every class of traffic in reads of 16 KiB; a row is a class, for there are more classes than parsers."""
    rows = find(results, "parse", read=16384)
    parsers = order(rows, "who")
    lines = []
    for corpus in order(rows, "corpus"):
        found = {row["who"]: row for row in rows if row["corpus"] == corpus}
        cells = [f"{found[who]['mb_s']:,.0f} ({found[who]['ours']:.2f})" if who in found else "" for who in parsers]
        lines.append([corpus, *cells])
    return table(["class", *parsers], lines)


def whole(results):
    """One stanza a read."""
    rows = find(results, "parse", corpus="mixed", read=0)
    return table(["parser", "MB/s", "stanzas/s", "of expat", "we are"], [
        [row["who"], f"{row['mb_s']:,.0f}", f"{row['stanzas_s']:,.0f}", f"{row['of_expat']:.2f}x", f"{row['ours']:.2f}x"]
        for row in rows])


def hostile(results):
    """Hostile inputs."""
    rows = results.get("hostile", [])
    parsers = order(rows, "who")
    lines = []
    for given in order(rows, "input"):
        found = {row["who"]: row for row in rows if row["input"] == given}
        lines.append([f"`{given}`" if "&" in given else given, *(growth(found.get(who)) for who in parsers)])
    return table(["input", *parsers], lines)


def growth(row):
    """Returns the cost of a byte in N and in 4 N."""
    if row is None:
        return "refused"
    if "4n" not in row:
        return f"**{row['n']:,.0f}, gave up**"
    text = f"{row['n']:,.1f} → {row['4n']:,.1f}"
    return f"**{text}**" if row["4n"] > 2 * row["n"] else text


def memory(results):
    """Allocations in steady state, and what an idle parser keeps."""
    idle = {row["who"]: row for row in results.get("idle", [])}
    warm = {row["who"]: row for row in results.get("allocations", [])}
    lines = []
    for who in dict.fromkeys([*idle, *warm]):
        cells = [f"{warm[who]['allocations']:.4f}", f"{warm[who]['bytes']:,.0f}"] if who in warm else ["", ""]
        lines.append([who, *cells, f"{idle[who]['bytes']:,.0f}" if who in idle else ""])
    return table(["parser", "allocations a stanza", "bytes a stanza", "bytes of an idle parser"], lines)


def dispatch(results):
    """What finding rules and keeping stanzas adds to parsing."""
    return table(["on top of parsing", "corpus", "more time", "ns a stanza"], [
        [row["who"], row["corpus"], f"{100 * row['cost']:.1f} %", f"{row['ns']:,.0f}"]
        for row in results.get("dispatch", [])])


def payloads(results):
    """Declared payloads next to code by hand."""
    return table(["", "declared", "by hand", "ratio"], [
        [row["what"], f"{row['declared']:,.0f} ns", f"{row['by_hand']:,.0f} ns", f"{row['ratio']:.2f}x"]
        for row in results.get("payload", [])])


def micro(results):
    """Single operations."""
    lines = []
    for name, row in results["micro"].items():
        speed = f"{row['bytes_per_second'] / 1e6:,.0f} MB/s" if "bytes_per_second" in row else ""
        lines.append([name.replace("_", " "), f"{row['cpu_time']:,.0f} ns", speed])
    return table(["operation", "processor time", "speed"], lines)


def latency(results):
    """From a stanza's last byte to its handler."""
    return table(["parser", "p50", "p99"], [
        [row["who"], f"{row['p50']:,.0f} ns", f"{row['p99']:,.0f} ns"] for row in results.get("latency", [])])


def python(results):
    """Messages through Python."""
    return table(["library", "messages/s", "we are"], [
        [row["who"], f"{row['messages_s']:,.0f}", f"{row['ours']:.1f}x"] for row in results.get("python", [])])


SECTIONS = [
    ("By size of read", by_read, "Mixed traffic, MB/s, and in brackets how many times as fast headstock is. headstock "
     "checks, resolves namespaces, builds the tree and dispatches to 20 rules; null handlers do nothing, and the others "
     "build a tree for each stanza. iksemel knows no namespaces and checks hardly anything."),
    ("By class of traffic", by_class, "The same in reads of 16 KiB. rapidxml, pugixml and QDomDocument are told where "
     "each stanza begins and ends, which a stream does not tell, and get it whole; the former two check hardly anything."),
    ("Whole stanzas", whole, "Mixed traffic, one stanza a read, for all."),
    ("Hostile input", hostile, "Nanoseconds a byte for one stanza of N bytes → of 4 N, in reads of 16 bytes; N is 64 KiB. "
     "More than twice as much is bold: the time grows with the square of the input, or nearly."),
    ("Memory", memory, "Heap, mixed traffic in reads of 16 KiB once everything is warm; and after 20 chats in reads of "
     "1400 bytes."),
    ("Dispatch, and keeping a stanza", dispatch, "Against a handler that only counts stanzas. Of the rules 20 are for "
     "what comes, the others for what does not."),
    ("Payloads", payloads, "A struct that declares its XML next to code that does the same by hand."),
    ("Writing, and other single operations", micro, ""),
    ("Latency", latency, "From giving a chat, in a read of its own, to its handler."),
    ("Python", python, "Messages a second of the processor that a Python program receives and whose sender and body it "
     "reads, in memory: through the binding, and through slixmpp, in turn."),
]


NOTES = """
## About the peers

- expat runs with its defaults: what is incomplete it looks at again only when it has grown (reparse deferral), which
  makes small reads cheaper and elements late. The arena tree is the best that can be done on top of it.
- libstrophe's parser is internal; it is taken from Debian's static library, where it stands on expat.
- gloox refuses every numeric reference to a character past U+FFFF, so the corpora have those as UTF-8.
- "QDomDocument, as QXmpp" does what QXmpp does with a read, on Qt 5, in its best case: each read is one whole stanza.
- rapidxml parses in place, so each stanza is copied first.
- Text between stanzas is not given to libxml2's tree, which would join it with a node that is freed.
"""


def all_sections(results):
    """Yields the page's sections."""
    for title, make, words in SECTIONS:
        yield f"\n## {title}\n"
        if words:
            yield words + "\n"
        yield make(results)
    yield NOTES
