// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What happened, as docs/guide/events.md says it. What has no method here is reached by its key; a key with nothing to
 * say is null.
 */
public final class Event {
    private final String json;
    private final Map<String, Object> values;

    /** Reads an event. Throws an IllegalArgumentException where it is no JSON object. */
    @SuppressWarnings("unchecked")
    public Event(String json) {
        this.json = json;
        Object read = Json.read(json);
        if (!(read instanceof Map)) throw new IllegalArgumentException("an event is a JSON object");
        values = (Map<String, Object>) read;
    }

    /** All keys and what they say, as {@link Json} reads it. */
    public Map<String, Object> values() {
        return values;
    }

    /** What {@code key} says, or null. */
    public Object get(String key) {
        return values.get(key);
    }

    /** The text of {@code key}; null where it says nothing, or no text. */
    public String text(String key) {
        return get(key) instanceof String ? (String) get(key) : null;
    }

    /** The number of {@code key}; 0 where it says none. */
    public long number(String key) {
        return get(key) instanceof Long ? (Long) get(key) : 0;
    }

    /** Whether {@code key} is true. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(get(key));
    }

    /** Its name: "message", "presence", "ready", … */
    public String name() {
        return text("event");
    }

    /** The sender's address. */
    public String from() {
        return text("from");
    }

    /** The sender's bare JID. */
    public String bareFrom() {
        return from() == null ? null : from().split("/", 2)[0];
    }

    /** The address that it was sent to. */
    public String to() {
        return text("to");
    }

    /** The stanza's type. */
    public String type() {
        return text("type");
    }

    /** A message's text. */
    public String body() {
        return text("body");
    }

    /** Why, for people. */
    public String reason() {
        return text("reason");
    }

    /** The number of a question or request. */
    public long request() {
        return number("request");
    }

    /** What an answer or a request carries; null where that is nothing. */
    public Payload payload() {
        return Payload.of(get("payload"));
    }

    /** What else a message or presence carries. */
    public List<Payload> payloads() {
        List<Payload> made = new ArrayList<>();
        if (get("payloads") instanceof List)
            for (Object each : (List<?>) get("payloads")) made.add(Payload.of(each));
        return made;
    }

    /** The event as it came. */
    @Override
    public String toString() {
        return json;
    }
}
