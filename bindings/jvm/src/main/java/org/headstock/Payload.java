// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.Map;

/** What an element means: a value of a type, or its XML where no type is known that reads it. */
public final class Payload {
    private final Map<?, ?> json;

    private Payload(Map<?, ?> json) {
        this.json = json;
    }

    static Payload of(Object json) {
        return json instanceof Map ? new Payload((Map<?, ?>) json) : null;
    }

    /** As in "version.Info"; null where no type reads it. */
    public String type() {
        return (String) json.get("type");
    }

    /** What it says, as {@link Json} reads it; null where no type reads it. */
    public Object value() {
        return json.get("value");
    }

    /** Its XML, where no type reads it; else null. */
    public String xml() {
        return (String) json.get("xml");
    }

    /** What {@code key} of the value says, or null. */
    public Object get(String key) {
        return value() instanceof Map ? ((Map<?, ?>) value()).get(key) : null;
    }
}
