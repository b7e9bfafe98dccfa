// SPDX-License-Identifier: MIT
package org.headstock;

/** Hears of events; what is not overridden does nothing. The threads are those of the class that it is added to. */
public interface Listener {
    /** Any event, before the method of its name. */
    default void onEvent(Event event) {}

    /** A message arrived. */
    default void onMessage(Event event) {}

    /** A presence arrived, one of a subscription too. */
    default void onPresence(Event event) {}

    /** Somebody asks what {@link Entity#serve} said that we answer. */
    default void onRequest(Event event) {}

    /** The session can be used. */
    default void onReady(Event event) {}

    /** The stream has ended; a client may try again. */
    default void onDisconnected(Event event) {}

    /** A client will try again. */
    default void onRetry(Event event) {}

    /** A client has ended for good. */
    default void onEnd(Event event) {}
}
