// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.ptr.LongByReference;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A handle of the library, freed once: when its owner is closed or, if it never is, some time after it was collected.
 */
final class Handle extends PhantomReference<Object> {
    /** Frees what a number names. */
    interface Freeing {
        int free(long number);
    }

    /** A call with the number. */
    interface Work {
        int call(long number);
    }

    /** A call that gives a text. */
    interface Texting {
        int call(long number, Core.Text text);
    }

    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static final Set<Handle> OPEN = ConcurrentHashMap.newKeySet();

    private final long number;
    private final Freeing freeing;
    private volatile boolean closed;

    /** {@code freeing} is null where the handle is not ours. */
    Handle(Object owner, long number, Freeing freeing) {
        super(owner, COLLECTED);
        this.number = number;
        this.freeing = freeing;
        if (freeing != null) OPEN.add(this);
        freeCollected();
    }

    private static void freeCollected() {
        for (Handle each = (Handle) COLLECTED.poll(); each != null; each = (Handle) COLLECTED.poll()) each.close();
    }

    /** How many are open. */
    static int open() {
        freeCollected();
        return OPEN.size();
    }

    /** Gives what freeing came to: nothing is done where that is BUSY, or the second time. */
    synchronized Status close() {
        if (closed) return Status.OK;
        Status status = free();
        closed = status != Status.BUSY;
        return status;
    }

    /** Closes it whatever it does: what is busy is freed by another thread, when that may be. */
    synchronized void closeAnyway() {
        if (closed) return;
        closed = true;
        if (free() == Status.BUSY) new Thread(this::free, "headstock closes").start();
    }

    private Status free() {
        Status status = freeing == null ? Status.OK : Status.of(freeing.free(number));
        if (status != Status.BUSY) OPEN.remove(this);
        return status;
    }

    boolean isClosed() {
        return closed;
    }

    /** Makes a call, and throws what was wrong. */
    Status call(Work work) {
        if (closed) throw new IllegalStateException("closed");
        int status = work.call(number);
        if (status == Status.HANDLE.number() && closed) throw new IllegalStateException("closed");
        return check(status);
    }

    /** A text that a call gives; null where there is none. */
    String text(Texting work) {
        Core.Text text = new Core.Text();
        return call(h -> work.call(h, text)) == Status.NONE ? null : text.toString();
    }

    /** The number that a call made; null where there is none. */
    static long made(LongByReference made) {
        return made.getValue();
    }

    /** Throws what the calling thread's last failure was, where {@code status} is one. */
    static Status check(int status) {
        Status found = Status.of(status);
        if (found.number() >= 0) return found;
        Core.Text words = new Core.Text();
        boolean said = Core.C.hs_last_error(0, words) == 0;
        throw new HeadstockException(found, said ? words.toString() : Headstock.words(found));
    }
}
