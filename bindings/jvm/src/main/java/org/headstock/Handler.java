// SPDX-License-Identifier: MIT
package org.headstock;

/** Hears of events; a function of Java's or Jython's will do. */
@FunctionalInterface
public interface Handler {
    /** Hears of one event. The threads are those of the class that it is added to. */
    void hear(Event event);
}
