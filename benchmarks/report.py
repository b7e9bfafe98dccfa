#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes docs/performance/ of what the benchmarks measured.

usage: report.py RESULTS.jsonl MICRO.json FOLDER
"""

import json
import os
import pathlib
import sys

import gates
import tables

INTRODUCTION = """# Performance

`scripts/bench --install-peers` builds the benchmarks, installs the parsers to compare with, measures, and writes this
page. What is compared is measured in one process, every candidate in turn, round after round, in processor time of the
thread; a ratio is the median of what the rounds say. So ratios carry over to other machines, and figures per second do
not. Each run checks that all stanzas were seen.

![Speed by size of read](read-size.svg)

![Speed by class of traffic](classes.svg)
"""


def read_results(path):
    """Returns the rows of each section; of rows about the same thing the last counts."""
    sections = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = tuple(str(row.get(name)) for name in ("corpus", "read", "input", "what", "who"))
        sections.setdefault(row["section"], {})[key] = row
    return {name: list(rows.values()) for name, rows in sections.items()}


def read_micro(path):
    """Returns what Google Benchmark measured, by name: the median where it was repeated."""
    if not os.path.exists(path):
        return {}
    rows = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["benchmarks"]
    medians = [row for row in rows if row.get("aggregate_name") == "median"]
    return {row["run_name"]: row for row in medians or rows}


def machine():
    """Returns what the figures were measured on."""
    info = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), "?")
    system = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
    name = next(line.split("=", 1)[1].strip('"') for line in system.splitlines() if line.startswith("PRETTY_NAME"))
    return f"{model}, {os.cpu_count()} cores, {name}"


def main():
    """Writes the page and its plots, and prints the gates."""
    results, folder = read_results(sys.argv[1]), pathlib.Path(sys.argv[3])
    results["micro"] = read_micro(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    judged = gates.table(results)
    page = [INTRODUCTION, "## Gates\n", judged, "\n## Machine\n", tables.built(results, machine())]
    page += tables.all_sections(results)
    (folder / "README.md").write_text("\n".join(page), encoding="utf-8")
    print(judged)
    try:
        import plots  # matplotlib may be absent
    except ImportError as error:
        print(f"no plots: {error}", file=sys.stderr)
        return
    plots.draw(results, folder)


if __name__ == "__main__":
    main()
