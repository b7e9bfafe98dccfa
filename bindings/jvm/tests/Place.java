// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The server of the tests, and who has an account there. */
final class Place {
    static final String ROMEO = "romeo@localhost";
    static final String JULIET = "juliet@localhost";
    static String host;
    static int port;
    static String authorities;

    private Place() {}

    static String password(String who) {
        return System.getenv(who.equals(ROMEO) ? "ROMEO" : "JULIET");
    }

    static Map<String, Object> options(String authorities) {
        return Json.object("host", host, "port", port, "authorities", authorities, "reconnect", false, "software",
                           Json.object("name", "tests"));
    }

    static Client client(String who) {
        return new Client(who, password(who), options(authorities));
    }

    /** A client that has logged in. */
    static Client logIn(String who) throws Exception {
        Client client = client(who);
        Check.soon(client.connect());
        return client;
    }

    /** A session by a socket that has logged in. */
    static SocketSession socketSession(String who) throws Exception {
        SocketSession session = new SocketSession(who, password(who), Json.object("authorities", authorities));
        Check.equal(Check.soon(session.connect(host, port)), session.address());
        return session;
    }

    /** The next message with a body that {@code entity} gets. */
    static CompletableFuture<Event> nextMessage(Entity entity) {
        CompletableFuture<Event> heard = new CompletableFuture<>();
        entity.on("message", event -> {
            if (event.body() != null) heard.complete(event);
        });
        return heard;
    }
}
