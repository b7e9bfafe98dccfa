// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON (RFC 8259). An object is a Map, a list a List, a number a Long or, where it is none, a Double.
 */
public final class Json {
    private static final int MAX_DEPTH = 200;
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads one value. Throws an IllegalArgumentException that says where it is none. */
    public static Object read(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        reader.peek();
        if (reader.at < text.length()) throw reader.wrong("more behind the end");
        return value;
    }

    /** Writes null, booleans, numbers, text, maps, arrays and whatever can be iterated. */
    public static String write(Object value) {
        StringBuilder into = new StringBuilder();
        JsonWriter.write(value, into, 0);
        return into.toString();
    }

    /** A map of what stands in pairs: {@code object("host", "localhost", "port", 5222)}. */
    public static Map<String, Object> object(Object... pairs) {
        if (pairs.length % 2 != 0) throw new IllegalArgumentException("a key without a value");
        Map<String, Object> made = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) made.put(pairs[i].toString(), pairs[i + 1]);
        return made;
    }

    /** The JSON of what a caller gave: text is JSON already, null is nothing. */
    static String of(Object given) {
        return given == null ? null : given instanceof CharSequence ? given.toString() : write(given);
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) throw wrong("too deep");
        switch (peek()) {
            case '{': return members(depth);
            case '[': return items(depth);
            case '"': return string();
            case 't': return word("true", true);
            case 'f': return word("false", false);
            case 'n': return word("null", null);
            default: return number();
        }
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> made = new LinkedHashMap<>();
        take('{');
        if (skip('}')) return made;
        do {
            if (peek() != '"') throw wrong("no key");
            String key = string();
            take(':');
            made.put(key, value(depth + 1));
        } while (skip(','));
        take('}');
        return made;
    }

    private List<Object> items(int depth) {
        List<Object> made = new ArrayList<>();
        take('[');
        if (skip(']')) return made;
        do made.add(value(depth + 1));
        while (skip(','));
        take(']');
        return made;
    }

    private String string() {
        StringBuilder made = new StringBuilder();
        take('"');
        for (;;) {
            char c = next();
            if (c == '"') return made.toString();
            if (c < ' ') throw wrong("a control character");
            made.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        int place = "\"\\/bfnrt".indexOf(c);
        if (place >= 0) return "\"\\/\b\f\n\r\t".charAt(place);
        if (c != 'u') throw wrong("no escape");
        int unit = 0;
        for (int i = 0; i < 4; ++i) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) throw wrong("no escape");
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private Object number() {
        int begin = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) ++at;
        String digits = text.substring(begin, at);
        if (digits.isEmpty() || digits.startsWith("+")) throw wrong("no value");
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException notWhole) {
            return real(digits);
        }
    }

    private Double real(String digits) {
        try {
            return Double.valueOf(digits);
        } catch (NumberFormatException none) {
            throw wrong("no value");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw wrong("no value");
        at += word.length();
        return value;
    }

    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) ++at;
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char next() {
        if (at == text.length()) throw wrong("too short");
        return text.charAt(at++);
    }

    private void take(char c) {
        if (!skip(c)) throw wrong("no '" + c + "'");
    }

    private boolean skip(char c) {
        if (peek() != c || at == text.length()) return false;
        ++at;
        return true;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("JSON, at character " + at + ": " + what);
    }
}
