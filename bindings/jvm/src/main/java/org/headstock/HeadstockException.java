// SPDX-License-Identifier: MIT
package org.headstock;

/**
 * Why a call failed, or what an event says of a login or a question that did. It is unchecked: most calls fail only by
 * a programmer's mistake, and what the network does wrong comes by events and futures.
 */
public class HeadstockException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Status status;
    private final String condition;
    private final String category;
    private final long code;

    /** An exception with the words of {@code hs_last_error}. */
    public HeadstockException(Status status, String words) {
        super(words);
        this.status = status;
        condition = null;
        category = null;
        code = 0;
    }

    /** What an event with a reason says. */
    public HeadstockException(Event why) {
        super(why.reason() == null ? why.name() : why.reason());
        status = Status.ENDED;
        condition = why.text("condition");
        category = why.text("category");
        code = why.number("code");
    }

    /** What the call came to; ENDED where an event told. */
    public Status status() {
        return status;
    }

    /** The condition of a stanza error (RFC 6120 §8.3.3), or null. */
    public String condition() {
        return condition;
    }

    /** The error's category in the library, or null where a call failed. */
    public String category() {
        return category;
    }

    /** The error's number in its category. */
    public long code() {
        return code;
    }
}
