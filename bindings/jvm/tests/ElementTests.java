// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

final class ElementTests {
    private ElementTests() {}

    static void run() {
        Check.test("the library says its version", ElementTests::versions);
        Check.test("JSON is read and written", ElementTests::json);
        Check.test("JSON that is none is an IllegalArgumentException", ElementTests::jsonWrong);
        Check.test("an element is made, changed and written", ElementTests::make);
        Check.test("an element is read", ElementTests::read);
        Check.test("an element is a payload, and the other way", ElementTests::payloads);
        Check.test("texts are UTF-8, whatever is in them", ElementTests::texts);
        Check.test("errors are exceptions that say what was wrong", ElementTests::errors);
        Check.test("closing twice is nothing, using behind that is an exception", ElementTests::closing);
        Check.test("elements that are forgotten are freed", ElementTests::forgotten);
        Check.test("two threads on one element get BUSY, or their turn", ElementTests::twoThreads);
    }

    private static void versions() {
        Check.that(Headstock.nativeAbiVersion() >= Headstock.ABI_VERSION, "the library is not older");
        Check.equal(3, Headstock.version().split("\\.").length);
        Check.equal("not a JID", Headstock.words(Status.ADDRESS));
        Check.that(Headstock.payloadTypes().size() > 40, "many payload types");
    }

    private static void json() {
        Map<?, ?> read = (Map<?, ?>) Json.read(" {\"a\":[1,-2.5,true,null,\"\\u00e9\\n\\\"\"],\"b\":{}}\n");
        Check.equal(Arrays.asList(1L, -2.5, true, null, "é\n\""), read.get("a"));
        Check.equal("{\"a\":[1,-2.5,true,null,\"é\\u000a\\\"\"],\"b\":{}}", Json.write(read));
        Check.equal("{\"port\":5222,\"in\":[\"x\"]}", Json.write(Json.object("port", 5222, "in", new String[] {"x"})));
    }

    private static void jsonWrong() {
        char[] deep = new char[1000];
        Arrays.fill(deep, '[');
        String[] none = {"", "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "\"", "tru", "1 2", "+1", "--1", "\"\1\"",
                         new String(deep)};
        for (String each : none)
            Check.fails(IllegalArgumentException.class, () -> Json.read(each));
        Check.fails(IllegalArgumentException.class, () -> Json.write(Double.NaN));
        Check.fails(IllegalArgumentException.class, () -> Json.write(new Object()));
        Check.fails(IllegalArgumentException.class, () -> Json.object("key"));
    }

    private static void make() {
        try (Element message = new Element("message", "jabber:client");
             Element body = new Element("body", "jabber:client")) {
            body.addText("Art thou ").addText("<here>?");
            message.setAttribute("to", "juliet@localhost").setAttribute("type", "chat").setAttribute("type", "normal");
            message.add(body);
            Check.equal("normal", message.attribute("type"));
            Check.equal(null, message.attribute("id"));
            Check.equal("to=juliet@localhost,type=normal", message.attributes().stream()
                        .map(each -> each.name + each.namespace + "=" + each.value).collect(Collectors.joining(",")));
            try (Element again = Element.parse(message.xml()); Element found = again.find("body", "jabber:client")) {
                Check.equal("Art thou <here>?", found.text());
            }
        }
    }

    private static void read() {
        try (Element root = Element.parse("<a xmlns='urn:a' xml:lang='en'>x<b/>y<c xmlns='urn:c'>z</c></a>")) {
            Check.equal("a", root.tag());
            Check.equal("urn:a", root.namespace());
            Check.equal("xy", root.text());
            Check.equal("en", root.attribute("lang", "http://www.w3.org/XML/1998/namespace"));
            List<String> tags = root.children().stream().map(Element::tag).collect(Collectors.toList());
            Check.equal(Arrays.asList("b", "c"), tags);
            Check.equal(null, root.child(2));
            Check.equal(null, root.find("c", "urn:a"));
            try (Element copy = root.copy()) {
                Check.equal(root.toString(), copy.toString());
            }
        }
    }

    private static void payloads() {
        try (Element made = Element.fromJson("version.Info", Json.object("name", "Exodus", "version", "0.7"))) {
            Check.equal("jabber:iq:version", made.namespace());
            Payload read = made.toPayload();
            Check.equal("version.Info", read.type());
            Check.equal("Exodus", read.get("name"));
            Check.equal(null, read.get("os"));
        }
        try (Element foreign = Element.parse("<x xmlns='urn:nobody:knows'/>")) {
            Check.equal(null, foreign.toPayload().type());
            Check.that(foreign.toPayload().xml().contains("urn:nobody:knows"), "its XML");
        }
    }

    private static void texts() {
        char[] many = new char[100000];
        Arrays.fill(many, 'x');
        for (String each : new String[] {"", "é", "\uD83D\uDC69\u200D\uD83D\uDE80", new String(many), "]]>&<\"'\t\n"})
            try (Element element = new Element("a").addText(each).setAttribute("b", each)) {
                Check.equal(each, element.text());
                Check.equal(each, element.attribute("b"));
            }
        try (Element element = new Element("a")) {
            Check.fails(IllegalArgumentException.class, () -> element.addText("\uD800"));
            Check.equal(Status.XML, Check.fails(HeadstockException.class, () -> element.addText("a\0b")).status());
        }
    }

    private static void errors() {
        HeadstockException wrong = Check.fails(HeadstockException.class, () -> Element.parse("<a><b></a>"));
        Check.equal(Status.XML, wrong.status());
        Check.that(wrong.getMessage().length() > 10, wrong.getMessage());
        wrong = Check.fails(HeadstockException.class, () -> Element.fromJson("no.Such", "{}"));
        Check.equal(Status.UNKNOWN, wrong.status());
        wrong = Check.fails(HeadstockException.class, () -> Element.fromJson("version.Info", "{"));
        Check.equal(Status.JSON, wrong.status());
        wrong = Check.fails(HeadstockException.class, () -> new Client("@", "x", null));
        Check.equal(Status.ADDRESS, wrong.status());
        wrong = Check.fails(HeadstockException.class, () -> new Client("a@b", "x", Json.object("hots", "b")));
        Check.equal(Status.JSON, wrong.status());
        Check.that(wrong.getMessage().contains("hots"), wrong.getMessage());
    }

    private static void closing() {
        Element element = new Element("a");
        element.close();
        element.close();
        Check.fails(IllegalStateException.class, () -> element.addText("x"));
        Parser parser = new Parser();
        parser.close();
        parser.close();
        Check.fails(IllegalStateException.class, () -> parser.feed("<a/>"));
        Session session = new Session("a@b", "x", null);
        session.close();
        session.close();
        Check.fails(IllegalStateException.class, session::start);
        Client client = new Client("a@b", "x", null);
        client.close();
        client.close();
        Check.fails(IllegalStateException.class, () -> client.sendMessage("a@b", "x"));
    }

    private static void forgotten() throws Exception {
        int before = Handle.open();
        for (int i = 0; i < 1000; ++i) new Element("a").addText("forgotten");
        for (int i = 0; i < 5; ++i) new Client("a@b", "never started", null);
        Check.until(() -> {
            System.gc();
            return Handle.open() <= before;
        });
    }

    private static void twoThreads() throws Exception {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (Element element = new Element("a")) {
            Runnable work = () -> {
                for (int i = 0; i < 2000; ++i)
                    try {
                        element.setAttribute("b", String.valueOf(i));
                        done.incrementAndGet();
                    } catch (HeadstockException wrong) {
                        if (wrong.status() == Status.BUSY) busy.incrementAndGet();
                    }
            };
            Thread[] threads = {new Thread(work), new Thread(work)};
            for (Thread each : threads) each.start();
            for (Thread each : threads) each.join();
        }
        Check.equal(4000, busy.get() + done.get());
    }
}
