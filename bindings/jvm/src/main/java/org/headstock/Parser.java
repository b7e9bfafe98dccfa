// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a stream of XML and calls by rules, within {@link #feed} and {@link #resume}. What a rule throws comes out of
 * that call; the parser is paused then, and what came behind the stanza is not lost. It belongs to one thread at a
 * time: a second gets BUSY, as does who closes it from a rule.
 */
public final class Parser implements AutoCloseable {
    /** A rule for elements at any depth. */
    public static final int ANY_DEPTH = -1;

    /** Where a parser stands: bytes from 0, lines and columns from 1. */
    public static final class Position {
        /** Bytes before it. */
        public final long offset;
        /** Its line. */
        public final long line;
        /** Its column, in bytes. */
        public final long column;

        Position(long offset, long line, long column) {
            this.offset = offset;
            this.line = line;
            this.column = column;
        }
    }

    private final Handle handle;
    private final Core.RuleCallback callback = this::hear;  // the library has a pointer to it: it lives as we do
    private final Map<Long, Rule> rules = new HashMap<>();  // by what the library hands back
    private final Map<Long, Long> keys = new HashMap<>();   // those, by the rule's number
    private long lastKey;
    private Throwable thrown;

    /** Makes a parser with the usual limits. */
    public Parser() {
        this(null);
    }

    /** Makes a parser. {@code options} say its limits: see {@code hs_parser_new}. */
    public Parser(Object options) {
        Utf8 text = new Utf8(Json.of(options));
        LongByReference made = new LongByReference();
        Handle.check(Core.C.hs_parser_new(text.bytes, text.length, made));
        handle = new Handle(this, made.getValue(), Core.C::hs_parser_free);
    }

    /** Calls {@code rule} for each element of that name, at any depth. */
    public long on(String tag, String ns, Rule rule) {
        return on(tag, ns, ANY_DEPTH, rule);
    }

    /**
     * Calls {@code rule} for each element of that name at {@code depth}. A null {@code ns}: in any namespace, where no
     * rule names that; a null {@code tag}: all elements. Gives a number for {@link #cancel}.
     */
    public long on(String tag, String ns, int depth, Rule rule) {
        Utf8 name = new Utf8(tag);
        Utf8 place = new Utf8(ns);
        return keep(rule, (h, user, made) -> Core.C.hs_parser_on(h, name.bytes, name.length, place.bytes, place.length,
                                                                 depth, callback, user, made));
    }

    /** The same for each element that {@code path} leads to, as in {@code /{ns}a/b[@x="v"]/c}. */
    public long onPath(String path, Rule rule) {
        Utf8 text = new Utf8(path);
        return keep(rule, (h, user, made) ->
                              Core.C.hs_parser_on_path(h, text.bytes, text.length, callback, user, made));
    }

    /** The same for each element that no rule matched. */
    public long onUnmatched(Rule rule) {
        return keep(rule, (h, user, made) -> Core.C.hs_parser_on_unmatched(h, callback, user, made));
    }

    /** Cancels a rule; also from rules, itself included. */
    public void cancel(long rule) {
        handle.call(h -> Core.C.hs_parser_cancel(h, rule));
        rules.remove(keys.remove(rule));
    }

    /** Takes bytes of any number. Gives whether a rule paused or stopped it. */
    public Flow feed(byte[] bytes) {
        return run(h -> Core.C.hs_parser_feed(h, bytes, new Core.Size(bytes.length)));
    }

    /** Takes a text's UTF-8. */
    public Flow feed(String xml) {
        return feed(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** Goes on after a pause. */
    public Flow resume() {
        return run(Core.C::hs_parser_resume);
    }

    /** Says that no more will come: an error unless the root has closed. */
    public void finish() {
        handle.call(Core.C::hs_parser_finish);
    }

    /** Begins a new document with the next byte; rules stay. */
    public void restart() {
        handle.call(Core.C::hs_parser_restart);
    }

    /** Where it stands or, after an error, what was wrong. */
    public Position position() {
        LongByReference offset = new LongByReference();
        LongByReference line = new LongByReference();
        LongByReference column = new LongByReference();
        handle.call(h -> Core.C.hs_parser_position(h, offset, line, column));
        return new Position(offset.getValue(), line.getValue(), column.getValue());
    }

    /** Frees it; a second time does nothing. Throws BUSY from a rule of its own. */
    @Override
    public void close() {
        Status status = handle.close();
        if (status == Status.BUSY) throw new HeadstockException(status, "a rule cannot close its parser");
    }

    private interface Keeping {
        int call(long number, Pointer user, LongByReference made);
    }

    private long keep(Rule rule, Keeping work) {
        if (rule == null) throw new NullPointerException("no rule");
        long key = ++lastKey;
        LongByReference made = new LongByReference();
        handle.call(h -> work.call(h, new Pointer(key), made));
        rules.put(key, rule);
        keys.put(made.getValue(), key);
        return made.getValue();
    }

    private Flow run(Handle.Work work) {
        Status status = null;
        HeadstockException failed = null;
        try {
            status = handle.call(work);
        } catch (HeadstockException wrong) {
            failed = wrong;
        }
        Throwable wrong = thrown == null ? failed : thrown;
        thrown = null;
        if (wrong != null) throw Parser.<RuntimeException>as(wrong);
        return status == Status.PAUSED ? Flow.PAUSE : status == Status.STOPPED ? Flow.STOP : Flow.GO;
    }

    /** What a rule threw goes on as it was. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException as(Throwable wrong) throws T {
        throw (T) wrong;
    }

    /** Comes from the library: nothing may be thrown through it. */
    private int hear(Pointer user, long number, long depth) {
        try (Element element = new Element(number, false)) {
            Flow flow = rules.get(Pointer.nativeValue(user)).hear(element, depth);
            return flow == null ? Flow.GO.ordinal() : flow.ordinal();
        } catch (Throwable wrong) {
            if (thrown == null) thrown = wrong;
            return Flow.PAUSE.ordinal();
        }
    }
}
