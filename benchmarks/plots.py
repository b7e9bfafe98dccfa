# SPDX-License-Identifier: MIT
"""The plots of docs/performance/, each as SVG and PNG."""

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams.update({
    "svg.fonttype": "none", "svg.hashsalt": "headstock", "font.family": "sans-serif", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#dddddd"})

from matplotlib import pyplot  # noqa: E402

from gates import EXPAT, OURS, find  # noqa: E402
from tables import READS, order  # noqa: E402

COLOURS = {
    OURS: "#c8102e", EXPAT: "#333333", "expat + std::string tree": "#777777", "expat + arena tree": "#aaaaaa",
    "libxml2, null handlers": "#1f6fb4", "libxml2 tree": "#7fb2dd", "iksemel": "#2a9d60", "libstrophe": "#d98a00",
    "gloox": "#8a5bb0", "rapidxml": "#00838f", "pugixml": "#6bc4cc", "QDomDocument, as QXmpp": "#b08a5b"}


def save(figure, folder, name):
    """Writes a plot in both forms, the same each time."""
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
    figure.savefig(folder / f"{name}.png", dpi=144, bbox_inches="tight")
    pyplot.close(figure)


def speed_axis(axis, label):
    """Makes an axis of MB/s whose labels people can read."""
    axis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axis.set_label_text(label)


def by_read(results, folder):
    """One line a parser: its speed against the size of a read."""
    rows = [row for row in find(results, "parse", corpus="mixed") if row["streams"] and row["read"] > 0]
    reads = sorted(order(rows, "read"))
    figure, axes = pyplot.subplots(figsize=(9, 5))
    for who in order(rows, "who"):
        speed = {row["read"]: row["mb_s"] for row in rows if row["who"] == who}
        at = [i for i, read in enumerate(reads) if read in speed]
        axes.plot(at, [speed[reads[i]] for i in at], marker="o", color=COLOURS.get(who), label=who,
                  linewidth=3 if who == OURS else 1.5, zorder=3 if who == OURS else 2)
    axes.set_yscale("log")
    speed_axis(axes.yaxis, "MB/s")
    axes.set_xticks(range(len(reads)), [READS.get(read, str(read)) for read in reads])
    axes.set_xlabel("bytes a read")
    axes.set_title("Mixed traffic: who is how fast at which size of read (processor time, logarithmic)")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    save(figure, folder, "read-size")


def by_class(results, folder):
    """One row a class of traffic, a dot for each parser."""
    rows = find(results, "parse", read=16384)
    classes = order(rows, "corpus")
    figure, axes = pyplot.subplots(figsize=(9, 5.5))
    for who in order(rows, "who"):
        found = [row for row in rows if row["who"] == who]
        axes.plot([row["mb_s"] for row in found], [classes.index(row["corpus"]) for row in found], "o",
                  color=COLOURS.get(who), label=who, markersize=11 if who == OURS else 6, zorder=2 if who == OURS else 3)
    axes.set_xscale("log")
    speed_axis(axes.xaxis, "MB/s")
    axes.set_yticks(range(len(classes)), classes)
    axes.invert_yaxis()
    axes.set_title("Each class of traffic in reads of 16 KiB (processor time, logarithmic)")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    save(figure, folder, "classes")


def draw(results, folder):
    """Draws all plots."""
    by_read(results, folder)
    by_class(results, folder)
