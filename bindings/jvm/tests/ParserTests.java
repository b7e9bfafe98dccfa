// SPDX-License-Identifier: MIT
package org.headstock;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class ParserTests {
    private static final String STREAM =
        "<s xmlns='urn:s'><a n='1'>x</a><b xmlns='urn:b'><a/></b><a n='2'><c>y</c></a></s>";

    private ParserTests() {}

    static void run() {
        Check.test("rules hear of elements, however the bytes come", ParserTests::rules);
        Check.test("a path is a rule, too", ParserTests::paths);
        Check.test("what no rule matched has its own", ParserTests::unmatched);
        Check.test("a rule pauses and stops", ParserTests::pauseAndStop);
        Check.test("a rule is cancelled, by itself too", ParserTests::cancel);
        Check.test("what a rule throws comes out of feed, and nothing is lost", ParserTests::throwing);
        Check.test("an element of a rule ends with it, a copy does not", ParserTests::lifetime);
        Check.test("an error says where", ParserTests::wrong);
        Check.test("a parser begins again, and has limits", ParserTests::restart);
        Check.test("a rule cannot close its parser, nor feed it", ParserTests::closedInside);
        Check.test("callbacks outlive the garbage collector", ParserTests::collected);
        Check.test("a parser that another thread feeds is BUSY", ParserTests::busy);
    }

    private static void rules() {
        for (int size : new int[] {1000, 1, 7})
            try (Parser parser = new Parser()) {
                List<String> heard = new ArrayList<>();
                parser.on("a", "urn:s", (a, depth) -> note(heard, "a" + a.attribute("n")));
                parser.on("a", null, (a, depth) -> note(heard, "any" + depth));
                parser.on(null, null, 1, (e, depth) -> note(heard, e.tag()));
                byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
                for (int at = 0; at < bytes.length; at += size)
                    Check.equal(Flow.GO, parser.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size))));
                parser.finish();
                Check.equal(Arrays.asList("a", "a1", "any2", "b", "a", "a2"), heard);
            }
    }

    private static Flow note(List<String> heard, String what) {
        heard.add(what);
        return Flow.GO;
    }

    private static void paths() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.onPath("/{urn:s}s/a[@n=\"2\"]/c", (c, depth) -> note(heard, c.text()));
            parser.feed(STREAM);
            Check.equal(Arrays.asList("y"), heard);
            Rule none = (e, depth) -> null;
            HeadstockException wrong = Check.fails(HeadstockException.class, () -> parser.onPath("///", none));
            Check.equal(Status.ARGUMENT, wrong.status());
        }
    }

    private static void unmatched() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.on("b", "", (e, depth) -> Flow.GO);
            long rule = parser.onUnmatched((e, depth) -> note(heard, e.tag()));
            parser.feed("<a><b/><c/>");
            parser.cancel(rule);
            parser.feed("<d/>");
            Check.equal(Arrays.asList("c"), heard);
        }
    }

    private static void pauseAndStop() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.on("a", "urn:s", 1, (a, depth) -> {
                heard.add(a.attribute("n"));
                return heard.size() == 1 ? Flow.PAUSE : Flow.STOP;
            });
            Check.equal(Flow.PAUSE, parser.feed(STREAM));
            Check.equal(Arrays.asList("1"), heard);
            Check.equal(Flow.STOP, parser.resume());
            Check.equal(Arrays.asList("1", "2"), heard);
        }
    }

    private static void cancel() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            long[] rule = new long[1];
            rule[0] = parser.on("a", null, (a, depth) -> {
                parser.cancel(rule[0]);
                return note(heard, "once");
            });
            long other = parser.on("a", null, (a, depth) -> note(heard, "never"));
            parser.cancel(other);
            parser.feed(STREAM);
            Check.equal(Arrays.asList("once"), heard);
            Check.equal(Status.UNKNOWN, Check.fails(HeadstockException.class, () -> parser.cancel(other)).status());
        }
    }

    private static void throwing() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.on("a", "urn:s", (a, depth) -> {
                heard.add(a.attribute("n"));
                if (heard.size() == 1) throw new ArithmeticException("of my own");
                return null;
            });
            Check.equal("of my own", Check.fails(ArithmeticException.class, () -> parser.feed(STREAM)).getMessage());
            Check.equal(Flow.GO, parser.resume());
            Check.equal(Arrays.asList("1", "2"), heard);
            parser.finish();
        }
    }

    private static void lifetime() {
        try (Parser parser = new Parser()) {
            Element[] kept = new Element[2];
            parser.on("c", null, (c, depth) -> {
                kept[0] = c;
                kept[1] = c.copy();
                Check.fails(HeadstockException.class, () -> c.setAttribute("x", "y"));
                return Flow.GO;
            });
            parser.feed(STREAM);
            Check.fails(IllegalStateException.class, () -> kept[0].text());
            Check.equal("y", kept[1].text());
            kept[1].close();
        }
    }

    private static void wrong() {
        try (Parser parser = new Parser()) {
            parser.feed("<a>\n<b>");
            HeadstockException wrong = Check.fails(HeadstockException.class, () -> parser.feed("</c>"));
            Check.equal(Status.XML, wrong.status());
            Check.equal(2L, parser.position().line);
            Check.equal(Status.XML, Check.fails(HeadstockException.class, () -> parser.feed("<d/>")).status());
        }
        try (Parser parser = new Parser()) {
            parser.feed("<a>");
            Check.fails(HeadstockException.class, parser::finish);
        }
    }

    private static void restart() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.on("a", null, (a, depth) -> note(heard, "a"));
            parser.feed("<a/>");
            parser.restart();
            parser.feed("<a/>");
            parser.finish();
            Check.equal(2, heard.size());
        }
        try (Parser parser = new Parser(Json.object("depth", 3))) {
            Check.fails(HeadstockException.class, () -> parser.feed("<a><b><c><d><e>"));
        }
        Check.fails(HeadstockException.class, () -> new Parser(Json.object("nothing", 3)));
    }

    private static void closedInside() {
        try (Parser parser = new Parser()) {
            List<String> heard = new ArrayList<>();
            parser.on("c", null, (c, depth) -> {
                heard.add(Check.fails(HeadstockException.class, parser::close).status().name());
                heard.add(Check.fails(HeadstockException.class, () -> parser.feed("<d/>")).status().name());
                return Flow.GO;
            });
            parser.feed(STREAM);
            Check.equal(Arrays.asList("BUSY", "BUSY"), heard);
        }
    }

    private static void collected() {
        try (Parser parser = new Parser()) {
            int[] heard = new int[1];
            register(parser, heard);
            parser.feed("<s>");
            for (int i = 0; i < 30; ++i) {
                System.gc();
                parser.feed("<a/>");
            }
            Check.equal(30, heard[0]);
        }
    }

    /** A method of its own, so that nothing but the parser keeps the rule. */
    private static void register(Parser parser, int[] heard) {
        parser.on("a", null, (a, depth) -> {
            if (heard[0] % 10 == 0) System.gc();
            heard[0] += a.tag().length();
            return Flow.GO;
        });
    }

    private static void busy() {
        try (Parser parser = new Parser()) {
            Status[] found = new Status[1];
            parser.on("c", null, (c, depth) -> {
                Thread other = new Thread(() -> {
                    found[0] = Check.fails(HeadstockException.class, () -> parser.feed("<d/>")).status();
                });
                other.start();
                try {
                    other.join();
                } catch (InterruptedException wrong) {
                    throw new IllegalStateException(wrong);
                }
                return Flow.GO;
            });
            parser.feed(STREAM);
            Check.equal(Status.BUSY, found[0]);
        }
    }
}
