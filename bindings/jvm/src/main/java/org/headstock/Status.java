// SPDX-License-Identifier: MIT
package org.headstock;

/** What a call came to: {@code hs_status}. What is below zero is an error. */
public enum Status {
    /** Done. */
    OK(0),
    /** There is none: no such attribute, no event yet, no deadline. */
    NONE(1),
    /** A rule paused the parser. */
    PAUSED(2),
    /** A rule stopped the parser. */
    STOPPED(3),
    /** Null where something must be, or a number out of its range. */
    ARGUMENT(-1),
    /** No such handle: it was closed. */
    HANDLE(-2),
    /** Another thread is inside, or the call may not be made from a callback. */
    BUSY(-3),
    /** No memory. */
    MEMORY(-4),
    /** Not now: not started yet, started already, not connected. */
    STATE(-5),
    /** Not the XML of XMPP, or nothing that XML could say. */
    XML(-6),
    /** No JSON, or none that is understood here. */
    JSON(-7),
    /** Not a JID. */
    ADDRESS(-8),
    /** Too much waits: to be sent, or to be taken. */
    FULL(-9),
    /** It took too long. */
    TIMEOUT(-10),
    /** It is over, or was refused; the words say why. */
    ENDED(-11),
    /** No payload type of that name, no rule, no open request of that number. */
    UNKNOWN(-12),
    /** A fault of the library's own, or a status that this binding does not know. */
    INTERNAL(-13);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /** The number that C knows it by. */
    public int number() {
        return number;
    }

    static Status of(int number) {
        for (Status each : values())
            if (each.number == number) return each;
        return INTERNAL;
    }
}
