// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.ptr.LongByReference;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What a {@link Client}, a {@link SocketSession} and a {@link Session} share. */
public abstract class Entity implements AutoCloseable {
    final Handle handle;
    final Questions questions = new Questions();
    private final List<Handler> handlers = new CopyOnWriteArrayList<>();

    /** Makes a session or a client. */
    interface Making {
        int make(byte[] address, Core.Size addressLength, byte[] password, Core.Size passwordLength, byte[] options,
                 Core.Size optionsLength, LongByReference made);
    }

    Entity(Making making, Handle.Freeing freeing, String address, String password, Object options) {
        handle = new Handle(this, make(making, address, password, options), freeing);
    }

    private static long make(Making making, String address, String password, Object options) {
        Utf8 account = new Utf8(address);
        Utf8 secret = new Utf8(password);
        Utf8 wishes = new Utf8(Json.of(options));
        LongByReference made = new LongByReference();
        try {
            Handle.check(making.make(account.bytes, account.length, secret.bytes, secret.length, wishes.bytes,
                                     wishes.length, made));
        } finally {
            secret.wipe();
        }
        return made.getValue();
    }

    /** Our address: once it is bound, that. */
    public String address() {
        return text(Core.C::hs_address);
    }

    /** "disconnected", "connecting", "connected", "authenticated", "bound" or "available". */
    public String state() {
        return text(Core.C::hs_state);
    }

    /** The contacts: each a map, as docs/guide/events.md says. Empty before the roster is here. */
    @SuppressWarnings("unchecked")
    public List<Object> roster() {
        return (List<Object>) Json.read(text(Core.C::hs_roster));
    }

    /** Has events go to {@code listener}. */
    public void add(Listener listener) {
        handlers.add(event -> tell(listener, event));
    }

    /** Has events of that name, one of docs/guide/events.md, go to {@code handler}; "" is all events. */
    public void on(String name, Handler handler) {
        if (handler == null) throw new NullPointerException("no handler");
        handlers.add(event -> {
            if (name.isEmpty() || name.equals(event.name())) handler.hear(event);
        });
    }

    /** Sends a stanza that is XML. A client waits for room, not on its own thread. */
    public void send(String xml) {
        Utf8 text = new Utf8(xml);
        act(h -> Core.C.hs_send(h, text.bytes, text.length, null));
    }

    /** Sends a stanza. */
    public void send(Element stanza) {
        act(h -> stanza.send(h, null));
    }

    /** Sends a stanza that is XML. Events "delivery" with the number that it gives tell what becomes of it. */
    public long sendTracked(String xml) {
        Utf8 text = new Utf8(xml);
        LongByReference delivery = new LongByReference();
        act(h -> Core.C.hs_send(h, text.bytes, text.length, delivery));
        return delivery.getValue();
    }

    /** Sends a message of type chat. */
    public void sendMessage(String to, String body) {
        sendMessage(to, body, null);
    }

    /** Sends a message of type chat, in {@code language}. */
    public void sendMessage(String to, String body, String language) {
        Utf8 whom = new Utf8(to);
        Utf8 text = new Utf8(body);
        Utf8 tongue = new Utf8(language);
        act(h -> Core.C.hs_send_message(h, whom.bytes, whom.length, text.bytes, text.length, tongue.bytes,
                                        tongue.length, null));
    }

    /** Sends a presence, as {@code hs_send_presence} reads it; null: we are available. */
    public void sendPresence(Object presence) {
        Utf8 json = new Utf8(Json.of(presence));
        act(h -> Core.C.hs_send_presence(h, json.bytes, json.length));
    }

    /** Asks {@code to} with an empty question of that type. */
    public CompletableFuture<Payload> ask(String to, String type) {
        return ask(to, type, null, false, 0);
    }

    /**
     * Asks {@code to}, or where that is null our own account. {@code payload} is JSON of that {@code type}, or what
     * {@link Json#write} makes JSON of, or null for the empty element of that name; where {@code type} is null, XML.
     * {@code set} asks to do, not to tell; {@code milliseconds} are for the answer, 0 is the default. Gives what the
     * answer carries, or null. What cannot be sent is thrown at once; the future fails with a {@link
     * HeadstockException}, with a condition where the other side refused. Who cancels it gives up on the answer.
     */
    public CompletableFuture<Payload> ask(String to, String type, Object payload, boolean set, long milliseconds) {
        Utf8 whom = new Utf8(to);
        Utf8 name = new Utf8(type);
        Utf8 content = new Utf8(Json.of(payload));
        LongByReference request = new LongByReference();
        return questions.begin(() -> {
            act(h -> Core.C.hs_ask(h, whom.bytes, whom.length, set ? 1 : 0, name.bytes, name.length, content.bytes,
                                   content.length, milliseconds, request));
            return request.getValue();
        }, number -> {
            if (!handle.isClosed()) call(h -> Core.C.hs_forget(h, number));
        });
    }

    /** Has requests to tell (iq type get) with a payload of that name come to {@link Listener#onRequest}. */
    public void serve(String tag, String ns) {
        serve(tag, ns, false);
    }

    /** The same; {@code set}: for requests to do. */
    public void serve(String tag, String ns, boolean set) {
        Utf8 name = new Utf8(tag);
        Utf8 place = new Utf8(ns);
        act(h -> Core.C.hs_serve(h, name.bytes, name.length, place.bytes, place.length, set ? 1 : 0));
    }

    /** Answers a request with nothing but that. */
    public void reply(long request) {
        reply(request, null, null);
    }

    /** Answers a request, with a payload as in {@link #ask}. */
    public void reply(long request, String type, Object payload) {
        Utf8 name = new Utf8(type);
        Utf8 content = new Utf8(Json.of(payload));
        act(h -> Core.C.hs_reply(h, request, name.bytes, name.length, content.bytes, content.length));
    }

    /** Refuses a request, with a condition as in "item-not-found"; {@code words} may be null. */
    public void refuse(long request, String condition, String words) {
        Utf8 why = new Utf8(condition);
        Utf8 text = new Utf8(words);
        act(h -> Core.C.hs_refuse(h, request, why.bytes, why.length, text.bytes, text.length));
    }

    /** Says that we speak {@code feature}, a namespace. */
    public void announce(String feature) {
        Utf8 ns = new Utf8(feature);
        act(h -> Core.C.hs_announce(h, ns.bytes, ns.length));
    }

    /** Ends it at once, without a goodbye; a second time does nothing. All who wait get an exception. */
    @Override
    public void close() {
        handle.close();
        questions.end(new IllegalStateException("closed"));
    }

    Status call(Handle.Work work) {
        return handle.call(work);
    }

    String text(Handle.Texting work) {
        Core.Text text = new Core.Text();
        String[] found = new String[1];
        call(h -> {
            int status = work.call(h, text);
            if (status == 0) found[0] = text.toString();
            return status;
        });
        return found[0];
    }

    /** A call behind which there may be something to send. */
    void act(Handle.Work work) {
        call(work);
        sent();
    }

    void sent() {}

    /** Tells an event; what a listener throws goes to {@code failed}, and the next one hears of it all the same. */
    void tell(Event event, Consumer<Throwable> failed) {
        if (event.name().equals("answer") || event.name().equals("failure")) questions.hear(event);
        for (Handler each : handlers)
            try {
                each.hear(event);
            } catch (Throwable wrong) {
                failed.accept(wrong);
            }
    }

    /** What a listener threw on a thread on which nobody can catch it. */
    static void uncaught(Throwable wrong) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, wrong);
        } catch (Throwable worse) {
            // The handler itself threw: the virtual machine passes over that, too.
        }
    }

    private static void tell(Listener listener, Event event) {
        listener.onEvent(event);
        switch (event.name()) {
            case "message": listener.onMessage(event); break;
            case "presence": listener.onPresence(event); break;
            case "request": listener.onRequest(event); break;
            case "ready": listener.onReady(event); break;
            case "disconnected": listener.onDisconnected(event); break;
            case "retry": listener.onRetry(event); break;
            case "end": listener.onEnd(event); break;
            default: break;
        }
    }
}
