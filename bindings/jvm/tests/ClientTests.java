// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

final class ClientTests {
    private static final String SLOW = "<slow xmlns='urn:test'/>";

    private ClientTests() {}

    static void run() {
        Check.test("Client: two log in with verified TLS, and chat", ClientTests::chat);
        Check.test("Client: listeners hear on a thread of its own, futures go on elsewhere", ClientTests::threads);
        Check.test("Client: a Listener overrides what it wants to hear", ClientTests::listener);
        Check.test("Client: a question is answered", ClientTests::ask);
        Check.test("Client: a question that is refused fails with the condition", ClientTests::refused);
        Check.test("Client: a question that is cancelled or too late fails", ClientTests::cancelled);
        Check.test("Client: many questions at once get each its own answer", ClientTests::manyQuestions);
        Check.test("Client: what we serve is asked, answered and refused", ClientTests::serve);
        Check.test("Client: presence and roster", ClientTests::presenceAndRoster);
        Check.test("Client: what is sent in order arrives in order", ClientTests::order);
        Check.test("Client: deliveries are told", ClientTests::deliveries);
        Check.test("Client: a certificate that nobody vouches for is refused", ClientTests::untrusted);
        Check.test("Client: a wrong password is refused", ClientTests::wrongPassword);
        Check.test("Client: what a listener throws goes to the uncaught exception handler", ClientTests::throwing);
        Check.test("Client: a listener may close it", ClientTests::closedByListener);
        Check.test("Client: one that nobody refers to hears on, collected or not", ClientTests::unreferenced);
        Check.test("Client: it is started once", ClientTests::once);
        Check.test("Client: who waits when it is closed gets an exception", ClientTests::closedWhileWaiting);
    }

    private static void chat() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            Check.that(juliet.address().startsWith("juliet@localhost/"), juliet.address());
            Check.equal("available", juliet.state());
            CompletableFuture<Event> heard = Place.nextMessage(juliet);
            romeo.sendMessage(juliet.address(), "Art thou? \uD83C\uDF39", "en");
            Event message = Check.soon(heard);
            Check.equal("Art thou? \uD83C\uDF39", message.body());
            Check.equal(romeo.address(), message.from());
            Check.equal("romeo@localhost", message.bareFrom());
            Check.equal("chat", message.type());
            Check.equal("en", message.text("lang"));
            CompletableFuture<Event> back = Place.nextMessage(romeo);
            try (Element reply = Element.parse("<message xmlns='jabber:client' to='" + romeo.address()
                                               + "'><body>Ay me</body><x xmlns='urn:x'/></message>")) {
                juliet.send(reply);
            }
            Check.equal("Ay me", Check.soon(back).body());
            Check.that(back.get().payloads().get(0).xml().contains("urn:x"), back.get());
        }
    }

    private static void threads() throws Exception {
        try (Client client = Place.client(Place.ROMEO)) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            client.on("", event -> seen.add(Thread.currentThread()));
            CompletableFuture<Thread> other = client.connect().thenApply(address -> Thread.currentThread());
            Check.that(!seen.contains(Check.soon(other)), "not on the client's own thread");
            Check.soon(client.ask("localhost", "version.Info"));
            Check.equal(1, seen.size());
            Check.that(seen.iterator().next().isDaemon() && !seen.contains(Thread.currentThread()), seen);
        }
    }

    private static void listener() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<Event> ended = new CompletableFuture<>();
        try (Client client = Place.client(Place.ROMEO)) {
            client.add(new Listener() {
                @Override
                public void onReady(Event event) {
                    heard.add("ready");
                }

                @Override
                public void onMessage(Event event) {
                    heard.add(event.body());
                }

                @Override
                public void onEnd(Event event) {
                    ended.complete(event);
                }
            });
            Check.soon(client.connect());
            client.sendMessage(client.address(), "to myself");
            Check.until(() -> heard.contains("to myself"));
            Check.equal("ready", heard.get(0));
        }
        Check.that(Check.soon(ended).flag("closed"), "in good order");
    }

    private static void ask() throws Exception {
        try (Client client = Place.logIn(Place.ROMEO)) {
            Payload version = Check.soon(client.ask("localhost", "version.Info"));
            Check.equal("version.Info", version.type());
            Check.equal("headstock", version.get("name"));
            Check.equal(null, Check.soon(client.ask("localhost", null, "<ping xmlns='urn:xmpp:ping'/>", false, 0)));
            Check.equal("tests", Check.soon(client.ask(client.address(), "version.Info")).get("name"));
        }
    }

    private static void refused() throws Exception {
        try (Client client = Place.logIn(Place.ROMEO)) {
            CompletableFuture<Payload> asked = client.ask("localhost", null, "<x xmlns='urn:x'/>", false, 0);
            HeadstockException wrong = Check.failsLate(HeadstockException.class, asked);
            Check.equal("service-unavailable", wrong.condition());
            Check.that(wrong.category() != null, "a category");
            wrong = Check.fails(HeadstockException.class, () -> client.ask("localhost", "no.Such"));
            Check.equal(Status.UNKNOWN, wrong.status());
            wrong = Check.fails(HeadstockException.class, () -> client.ask("@@", "version.Info"));
            Check.equal(Status.ADDRESS, wrong.status());
        }
    }

    private static void cancelled() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            juliet.serve("slow", "urn:test");  // and never answers
            CompletableFuture<Payload> asked = romeo.ask(juliet.address(), null, SLOW, false, 0);
            asked.cancel(false);
            Check.failsLate(CancellationException.class, asked);
            Check.failsLate(HeadstockException.class, romeo.ask(juliet.address(), null, SLOW, false, 50));
        }
    }

    private static void manyQuestions() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            echo(juliet);
            askMany(romeo, juliet.address(), 150);  // more at once would be a flood, which is not answered
        }
    }

    static void echo(Entity entity) {
        entity.serve("echo", "urn:test");
        entity.on("request", event -> entity.reply(event.request(), null, event.payload().xml()));
    }

    static void askMany(Entity from, String to, int count) throws Exception {
        List<CompletableFuture<Payload>> asked = new ArrayList<>();
        for (int i = 0; i < count; ++i)
            asked.add(from.ask(to, null, "<echo xmlns='urn:test'>" + i + "</echo>", false, 0));
        for (int i = 0; i < count; ++i)
            try (Element answer = Element.parse(Check.soon(asked.get(i)).xml())) {
                Check.equal(String.valueOf(i), answer.text());
            }
    }

    private static void serve() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            juliet.announce("urn:test");
            juliet.serve("query", "jabber:iq:last");
            juliet.serve("order", "urn:test", true);
            juliet.on("request", event -> {
                if (event.type().equals("get"))
                    juliet.reply(event.request(), null, "<query xmlns='jabber:iq:last' seconds='7'/>");
                else juliet.refuse(event.request(), "item-not-found", "no such order");
            });
            String query = "<query xmlns='jabber:iq:last'/>";
            Check.that(Check.soon(romeo.ask(juliet.address(), null, query, false, 0)) != null, "an answer");
            String order = "<order xmlns='urn:test'/>";
            CompletableFuture<Payload> ordered = romeo.ask(juliet.address(), null, order, true, 0);
            Check.equal("item-not-found", Check.failsLate(HeadstockException.class, ordered).condition());
        }
    }

    private static void presenceAndRoster() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO)) {
            CompletableFuture<Event> seen = new CompletableFuture<>();
            romeo.on("presence", event -> {
                if ("dnd".equals(event.text("show"))) seen.complete(event);
            });
            try (Client juliet = Place.logIn(Place.JULIET)) {
                juliet.sendPresence(Json.object("show", "dnd", "status", "in the tomb"));
                Check.equal("juliet@localhost", Check.soon(seen).bareFrom());
                Check.equal("in the tomb", seen.get().text("status"));
                Check.equal("juliet@localhost", ((Map<?, ?>) romeo.roster().get(0)).get("jid"));
            }
        }
    }

    private static void order() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO); Client juliet = Place.logIn(Place.JULIET)) {
            List<String> heard = new CopyOnWriteArrayList<>();
            juliet.on("message", event -> {
                heard.add(event.body());
                if (heard.size() % 50 == 0) System.gc();
            });
            for (int i = 0; i < 500; ++i) romeo.sendMessage(juliet.address(), String.valueOf(i));
            Check.until(() -> heard.size() == 500);
            for (int i = 0; i < 500; ++i) Check.equal(String.valueOf(i), heard.get(i));
        }
    }

    private static void deliveries() throws Exception {
        try (Client romeo = Place.logIn(Place.ROMEO)) {
            List<String> states = new CopyOnWriteArrayList<>();
            romeo.on("delivery", event -> states.add(event.number("delivery") + event.text("state")));
            long number = romeo.sendTracked("<message to='juliet@localhost' type='headline'><body>x</body></message>");
            Check.until(() -> states.contains(number + "acked"));
            Check.equal(number + "sent", states.get(0));
        }
    }

    private static void untrusted() throws Exception {
        try (Client client = new Client(Place.ROMEO, Place.password(Place.ROMEO), Place.options(""))) {
            HeadstockException wrong = Check.failsLate(HeadstockException.class, client.connect());
            Check.equal(Status.ENDED, wrong.status());
            Check.that(wrong.getMessage().contains("certificate"), wrong.getMessage());
        }
    }

    private static void wrongPassword() throws Exception {
        try (Client client = new Client(Place.ROMEO, "no", Place.options(Place.authorities))) {
            CompletableFuture<Event> ended = new CompletableFuture<>();
            client.on("end", ended::complete);
            Check.failsLate(HeadstockException.class, client.connect());
            Check.that(!Check.soon(ended).flag("closed"), "not in good order");
            Check.fails(HeadstockException.class, () -> Check.failsLate(
                HeadstockException.class, client.ask("localhost", "version.Info")));
        }
    }

    private static void throwing() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, wrong) -> uncaught.complete(wrong));
        try (Client client = Place.client(Place.ROMEO)) {
            CompletableFuture<Event> next = new CompletableFuture<>();
            client.on("ready", event -> {
                throw new ArithmeticException("of my own");
            });
            client.on("ready", next::complete);
            Check.soon(client.connect());
            Check.equal("of my own", Check.soon(uncaught).getMessage());
            Check.soon(next);
            Check.equal("headstock", Check.soon(client.ask("localhost", "version.Info")).get("name"));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private static void closedByListener() throws Exception {
        Client client = Place.client(Place.ROMEO);
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        client.on("ready", event -> {
            client.close();
            gone.complete(true);
        });
        client.connect();
        Check.soon(gone);
        Check.fails(IllegalStateException.class, client::state);
    }

    private static void unreferenced() throws Exception {
        CompletableFuture<Event> heard = new CompletableFuture<>();
        String address = drop(heard);
        for (int i = 0; i < 5; ++i) System.gc();
        try (Client juliet = Place.logIn(Place.JULIET)) {
            juliet.sendMessage(address, "still there?");
            Check.equal("still there?", Check.soon(heard).body());
        }
    }

    private static String drop(CompletableFuture<Event> heard) throws Exception {
        Client client = Place.client(Place.ROMEO);
        client.on("message", event -> {
            heard.complete(event);
            client.close();
        });
        return Check.soon(client.connect());
    }

    private static void once() throws Exception {
        try (Client client = Place.logIn(Place.ROMEO)) {
            Check.equal(Status.STATE, Check.fails(HeadstockException.class, client::connect).status());
            client.networkChanged();
        }
    }

    private static void closedWhileWaiting() throws Exception {
        Client never = new Client("a@localhost", "x", Json.object("host", "127.0.0.1", "port", 1));
        CompletableFuture<String> connecting = never.connect();
        never.close(0);
        Check.failsLate(IllegalStateException.class, connecting);
        try (Client juliet = Place.logIn(Place.JULIET)) {
            juliet.serve("slow", "urn:test");
            Client romeo = Place.logIn(Place.ROMEO);
            CompletableFuture<Payload> asked = romeo.ask(juliet.address(), null, SLOW, false, 0);
            romeo.close(0);
            romeo.close();
            Check.failsLate(IllegalStateException.class, asked);
            Check.fails(IllegalStateException.class, () -> romeo.sendMessage("juliet@localhost", "x"));
        }
    }
}
