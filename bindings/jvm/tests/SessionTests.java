// SPDX-License-Identifier: MIT
package org.headstock;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

final class SessionTests {
    private SessionTests() {}

    static void run() {
        Check.test("Session: bytes in, bytes out, no network", SessionTests::bytes);
        Check.test("Session: what a listener throws comes out of dispatch", SessionTests::throwing);
        Check.test("Session: a program moves the bytes itself", SessionTests::ownLoop);
        Check.test("SocketSession: log in with verified TLS, chat, ask, close", SessionTests::socket);
        Check.test("SocketSession: a certificate that nobody vouches for is refused", SessionTests::untrusted);
        Check.test("SocketSession: no way there is an exception", SessionTests::noWay);
        Check.test("SocketSession: a listener may throw, and may close it", SessionTests::listeners);
        Check.test("SocketSession: a connection that breaks ends what waits", SessionTests::broken);
        Check.test("SocketSession: a question that takes too long fails by the clock", SessionTests::clock);
        Check.test("SocketSession: a hundred at once under the garbage collector", SessionTests::stress);
    }

    private static void bytes() {
        try (Session session = new Session(Place.ROMEO, "x", Json.object("tls", "off"))) {
            Check.equal("disconnected", session.state());
            Check.equal(null, session.deadline());
            session.start();
            Check.that(new String(session.takeOutput(), StandardCharsets.UTF_8).contains("<stream:stream"), "a header");
            Check.equal(0, session.takeOutput().length);
            Check.that(session.deadline() > 0, "the login has a limit");
            session.receive(("<stream:stream xmlns='jabber:client' version='1.0' id='a' from='localhost' "
                             + "xmlns:stream='http://etherx.jabber.org/streams'>").getBytes(StandardCharsets.UTF_8));
            Check.equal("connecting", session.nextEvent().text("status"));
            session.lost("the cable");
            Event event = session.nextEvent();
            while (!event.name().equals("disconnected")) event = session.nextEvent();
            Check.that(event.reason().contains("the cable"), event);
            Check.equal(Need.CLOSE, session.need());
            Check.equal(null, session.saveState());
        }
    }

    private static void throwing() {
        try (Session session = new Session(Place.ROMEO, "x", Json.object("tls", "off"))) {
            List<String> heard = new ArrayList<>();
            session.on("", event -> {
                heard.add(event.name());
                if (heard.size() == 1) throw new ArithmeticException("of my own");
            });
            session.start();
            session.lost(null);
            Check.equal("of my own", Check.fails(ArithmeticException.class, session::dispatch).getMessage());
            session.dispatch();
            Check.that(heard.contains("disconnected"), heard);
        }
    }

    private static void ownLoop() throws IOException {
        try (Session session = new Session(Place.ROMEO, Place.password(Place.ROMEO),
                                           Json.object("authorities", Place.authorities));
             Socket socket = new Socket(Place.host, Place.port)) {
            boolean[] ready = new boolean[1];
            session.on("ready", event -> {
                ready[0] = true;
                session.terminate();
            });
            session.start();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            for (;;) {
                session.dispatch();
                socket.getOutputStream().write(session.takeOutput());
                if (session.need() == Need.CLOSE) break;
                int size = in.read(buffer);
                if (size >= 0) session.receive(Arrays.copyOf(buffer, size));
                else session.lost(null);
            }
            Check.that(ready[0], "it was ready");
        }
    }

    private static void socket() throws Exception {
        try (SocketSession romeo = Place.socketSession(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            CompletableFuture<Event> heard = Place.nextMessage(juliet);
            CompletableFuture<Event> back = Place.nextMessage(romeo);
            romeo.sendMessage(juliet.address(), "by a socket of Java's");
            Check.equal("by a socket of Java's", Check.soon(heard).body());
            juliet.sendMessage(romeo.address(), "and back");
            Check.equal("and back", Check.soon(back).body());
            Check.equal("tests", Check.soon(romeo.ask(juliet.address(), "version.Info")).get("name"));
            Check.fails(HeadstockException.class, () -> romeo.connect("localhost", 5222));
            CompletableFuture<Event> end = new CompletableFuture<>();
            romeo.on("disconnected", end::complete);
            romeo.close();
            Check.that(Check.soon(end).reason().contains("closed"), end.get());
            romeo.close();
            Check.fails(IllegalStateException.class, romeo::state);
        }
    }

    private static void untrusted() throws Exception {
        try (SocketSession session = new SocketSession(Place.ROMEO, Place.password(Place.ROMEO), null)) {
            CompletableFuture<String> connecting = session.connect(Place.host, Place.port);
            HeadstockException wrong = Check.failsLate(HeadstockException.class, connecting);
            Check.that(wrong.getMessage().contains("certificate"), wrong.getMessage());
        }
    }

    private static void noWay() {
        try (SocketSession session = new SocketSession(Place.ROMEO, "x", null)) {
            Check.fails(IOException.class, () -> session.connect("127.0.0.1", 1));
        }
    }

    private static void listeners() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, wrong) -> uncaught.complete(wrong));
        try (SocketSession session = Place.socketSession(Place.ROMEO)) {
            CompletableFuture<Event> next = new CompletableFuture<>();
            session.on("message", event -> {
                throw new ArithmeticException("of my own");
            });
            session.on("message", event -> {
                session.close();
                next.complete(event);
            });
            session.sendMessage(session.address(), "x");
            Check.equal("of my own", Check.soon(uncaught).getMessage());
            Check.soon(next);
            Check.fails(IllegalStateException.class, session::state);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private static void broken() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             SocketSession session = new SocketSession(Place.ROMEO, "x", null)) {
            CompletableFuture<String> connecting = session.connect("127.0.0.1", listener.getLocalPort());
            listener.accept().close();
            Check.equal(Status.ENDED, Check.failsLate(HeadstockException.class, connecting).status());
        }
    }

    private static void clock() throws Exception {
        try (Client juliet = Place.logIn(Place.JULIET); SocketSession romeo = Place.socketSession(Place.ROMEO)) {
            juliet.serve("slow", "urn:test");
            Check.failsLate(HeadstockException.class,
                            romeo.ask(juliet.address(), null, "<slow xmlns='urn:test'/>", false, 50));
        }
    }

    private static void stress() throws Exception {
        Thread collector = new Thread(() -> {
            while (!Thread.interrupted()) System.gc();
        });
        try (SocketSession romeo = Place.socketSession(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            collector.start();
            ClientTests.echo(juliet);
            ClientTests.askMany(romeo, juliet.address(), 100);
        } finally {
            collector.interrupt();
            collector.join();
        }
    }
}
