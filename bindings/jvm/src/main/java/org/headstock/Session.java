// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;

/**
 * A session without a socket: bytes in, bytes out. Any thread may call it: one waits for the other. Events wait until
 * they are taken, by {@link #dispatch} or by {@link #nextEvent}; listeners run within the former.
 */
public class Session extends Entity {
    private final Object gate = new Object();

    /** Makes a session; for {@code options} see {@code hs_session_new}, and {@link Client}. */
    public Session(String address, String password, Object options) {
        super(Core.C::hs_session_new, Core.C::hs_session_free, address, password, options);
    }

    /** Begins: the network stands. */
    public void start() {
        start(null);
    }

    /** Begins; {@code channel} is for "outside" only. */
    public void start(Object channel) {
        Utf8 json = new Utf8(Json.of(channel));
        act(h -> Core.C.hs_session_start(h, json.bytes, json.length));
    }

    /**
     * Takes bytes from the network. FULL, and nothing was taken: take events first. That the stream has ended is no
     * exception: an event and {@link #need} tell.
     */
    public void receive(byte[] bytes) {
        act(h -> unlessEnded(Core.C.hs_session_receive(h, bytes, new Core.Size(bytes.length))));
    }

    private static int unlessEnded(int status) {
        return status == Status.ENDED.number() ? 0 : status;
    }

    /** Says that the network sends no more, and what it said of that, or null. */
    public void lost(String why) {
        Utf8 words = new Utf8(why);
        act(h -> Core.C.hs_session_lost(h, words.bytes, words.length));
    }

    /** Takes all that must go to the network. */
    public byte[] takeOutput() {
        byte[][] taken = new byte[1][];
        call(h -> {
            Core.Text output = new Core.Text();
            int status = Core.C.hs_session_output(h, output);
            if (status < 0) return status;
            taken[0] = output.bytes();
            return Core.C.hs_session_consume(h, output.length);
        });
        return taken[0];
    }

    /** What it waits for. */
    public Need need() {
        IntByReference need = new IntByReference();
        call(h -> Core.C.hs_session_need(h, need));
        return Need.values()[need.getValue()];
    }

    /** Says that TLS stands, and that the certificate was verified for the account's domain. */
    public void encrypted(Object channel) {
        Utf8 json = new Utf8(Json.of(channel));
        act(h -> Core.C.hs_session_encrypted(h, json.bytes, json.length));
    }

    /** Milliseconds until {@link #expire} has something to do; null while nothing is awaited. */
    public Long deadline() {
        LongByReference milliseconds = new LongByReference();
        Status status = call(h -> Core.C.hs_session_deadline(h, milliseconds));
        return status == Status.NONE ? null : Long.valueOf(milliseconds.getValue());
    }

    /** Ends what has waited too long. */
    public void expire() {
        act(Core.C::hs_session_expire);
    }

    /** Says goodbye; CLOSE is needed when the server has said it too, or has not in time. */
    public void terminate() {
        act(Core.C::hs_session_terminate);
    }

    /** Takes the next event; null where none waits. No listener hears of it. */
    public Event nextEvent() {
        String json = text(Core.C::hs_session_event);
        return json == null ? null : new Event(json);
    }

    /**
     * Takes all events and tells the listeners, here. Throws what the first listener threw that did, once the others
     * have heard of the same event; the events behind it wait.
     */
    public void dispatch() {
        for (Event event = nextEvent(); event != null; event = nextEvent()) {
            Throwable[] first = new Throwable[1];
            tell(event, wrong -> first[0] = first[0] == null ? wrong : first[0]);
            if (first[0] != null) throw Session.<RuntimeException>as(first[0]);
        }
    }

    /** What another process needs to go on (XEP-0198), a secret; null where it cannot be resumed. */
    public String saveState() {
        return text(Core.C::hs_session_state);
    }

    /** Goes on with it, at the next start. */
    public void restore(String state) {
        Utf8 text = new Utf8(state);
        call(h -> Core.C.hs_session_restore(h, text.bytes, text.length));
    }

    @Override
    Status call(Handle.Work work) {
        synchronized (gate) {
            return super.call(work);
        }
    }

    /** What a listener threw goes on as it was. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException as(Throwable wrong) throws T {
        throw (T) wrong;
    }
}
