// SPDX-License-Identifier: MIT
package org.headstock;

/** Runs all tests against a server: HOST PORT CA-FILE; passwords are in the environment. */
public final class AllTests {
    private AllTests() {}

    public static void main(String[] arguments) throws Exception {
        Place.host = arguments[0];
        Place.port = Integer.parseInt(arguments[1]);
        Place.authorities = arguments[2];
        if (arguments.length > 3) {
            leave();
            return;
        }
        System.out.println("Java " + System.getProperty("java.version") + ", JNA " + com.sun.jna.Native.VERSION);
        ElementTests.run();
        ParserTests.run();
        SessionTests.run();
        ClientTests.run();
        System.exit(Check.failed ? 1 : 0);
    }

    /** Ends the process while clients and sessions are connected, and nothing is closed. */
    private static void leave() throws Exception {
        Client client = Place.client(Place.ROMEO);
        client.on("", event -> System.gc());
        Check.soon(client.connect());
        Place.socketSession(Place.JULIET);
        for (int i = 0; i < 50; ++i) client.sendMessage(client.address(), "bye");
        System.out.println("left");
    }
}
