// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.Arrays;
import java.util.Map;

/** The part of {@link Json} that writes. */
final class JsonWriter {
    private static final int MAX_DEPTH = 100;

    private JsonWriter() {}

    static void write(Object value, StringBuilder into, int depth) {
        if (depth > MAX_DEPTH) throw new IllegalArgumentException("JSON: too deep, or a circle");
        if (value == null || value instanceof Boolean) into.append(value);
        else if (value instanceof Number) number((Number) value, into);
        else if (value instanceof Map) members((Map<?, ?>) value, into, depth);
        else if (value instanceof Iterable) items((Iterable<?>) value, into, depth);
        else if (value instanceof Object[]) items(Arrays.asList((Object[]) value), into, depth);
        else if (value instanceof CharSequence || value instanceof Character) text(value.toString(), into);
        else throw new IllegalArgumentException("JSON cannot say a " + value.getClass().getName());
    }

    private static void number(Number value, StringBuilder into) {
        double real = value.doubleValue();
        if (Double.isNaN(real) || Double.isInfinite(real)) throw new IllegalArgumentException("JSON: no number");
        into.append(value);
    }

    private static void members(Map<?, ?> members, StringBuilder into, int depth) {
        char before = '{';
        for (Map.Entry<?, ?> each : members.entrySet()) {
            into.append(before);
            text(each.getKey().toString(), into);
            into.append(':');
            write(each.getValue(), into, depth + 1);
            before = ',';
        }
        into.append(before == '{' ? "{}" : "}");
    }

    private static void items(Iterable<?> items, StringBuilder into, int depth) {
        char before = '[';
        for (Object each : items) {
            into.append(before);
            write(each, into, depth + 1);
            before = ',';
        }
        into.append(before == '[' ? "[]" : "]");
    }

    private static void text(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); ++i) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') into.append('\\').append(c);
            else if (c < ' ') into.append(String.format("\\u%04x", (int) c));
            else into.append(c);
        }
        into.append('"');
    }
}
