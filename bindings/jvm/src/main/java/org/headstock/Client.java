// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session with a native thread of its own that connects, moves the bytes, and comes back. Any thread may call it.
 * Listeners run on the client's own thread, one at a time: they may call everything, but must not wait there for what
 * is still to come. What they throw goes to that thread's uncaught exception handler. Who waits for a future goes on
 * elsewhere. From {@link #connect} on it lives until it has ended or is closed, whoever refers to it.
 */
public final class Client extends Entity {
    private static final Core.EventCallback CALLBACK = Client::hear;  // the library has a pointer to it
    private static final Map<Long, Client> LIVING = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_KEY = new AtomicLong();

    static {
        Native.setCallbackThreadInitializer(CALLBACK, new CallbackThreadInitializer(true, false, "headstock"));
    }

    private final long key = LAST_KEY.incrementAndGet();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    /**
     * Makes a client. {@code options} is JSON, or a map that says the same, as of {@link Json#object}: see
     * {@code hs_session_new} and {@code hs_client_new}; null for none.
     */
    public Client(String address, String password, Object options) {
        super(Core.C::hs_client_new, Core.C::hs_client_free, address, password, options);
        handle.call(h -> Core.C.hs_client_on_event(h, CALLBACK, new Pointer(key)));
    }

    /**
     * Begins to connect, once in its life. The future gives our address when the session can be used, and fails where
     * the client has ended before. With "reconnect", as is the default, it tries again as long as that makes sense.
     */
    public CompletableFuture<String> connect() {
        boolean first = LIVING.put(key, this) == null;
        try {
            call(Core.C::hs_client_start);
        } catch (RuntimeException wrong) {
            if (first) LIVING.remove(key);
            throw wrong;
        }
        return ready;
    }

    /** Says goodbye, and waits until all has ended, at most five seconds; then frees it. A second time does nothing. */
    @Override
    public void close() {
        close(5000);
    }

    /** The same with another limit; 0: at once, without a goodbye. A listener does not wait, as it cannot. */
    public void close(long milliseconds) {
        if (milliseconds > 0 && LIVING.containsKey(key)) sayGoodbye(milliseconds);
        handle.closeAnyway();
        LIVING.remove(key);
        questions.end(new IllegalStateException("closed"));
        Questions.fail(ready, new IllegalStateException("closed"));
    }

    private void sayGoodbye(long milliseconds) {
        try {
            call(h -> Core.C.hs_client_close(h, milliseconds));
        } catch (HeadstockException | IllegalStateException late) {
            // It took too long, a listener closes, or another thread has: then without a goodbye.
        }
    }

    /** Says that the network may be another one now: connecting is tried again at once. */
    public void networkChanged() {
        call(Core.C::hs_client_network_changed);
    }

    /** Comes from the library, on the client's own thread: nothing may be thrown through it. */
    private static void hear(Pointer user, Pointer json, Core.Size length) {
        Client client = LIVING.get(Pointer.nativeValue(user));
        if (client == null) return;
        try {
            client.hear(new Event(Utf8.text(json, length)));
        } catch (Throwable wrong) {
            uncaught(wrong);
        }
    }

    private void hear(Event event) {
        String bound = event.name().equals("ready") ? address() : null;
        tell(event, Entity::uncaught);
        if (bound != null) Questions.complete(ready, bound);
        if (event.name().equals("end")) end(new HeadstockException(event));
    }

    private void end(HeadstockException why) {
        LIVING.remove(key);
        questions.end(why);
        Questions.fail(ready, why);
    }
}
