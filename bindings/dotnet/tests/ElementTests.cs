// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Headstock;

static class ElementTests
{
    public static void Run()
    {
        Check.Test("the library says its version", Versions);
        Check.Test("JSON is read and written", JsonBothWays);
        Check.Test("JSON that is none is a FormatException", JsonWrong);
        Check.Test("an element is made, changed and written", Make);
        Check.Test("an element is read", Read);
        Check.Test("an element is a payload, and the other way", Payloads);
        Check.Test("texts are UTF-8, whatever is in them", Texts);
        Check.Test("errors are exceptions that say what was wrong", Errors);
        Check.Test("disposing twice is nothing, using behind that is an exception", Dispose);
        Check.Test("elements that are forgotten are freed", Forgotten);
        Check.Test("two threads on one element get Busy, or their turn", TwoThreads);
    }

    static void Versions()
    {
        Check.That(Library.NativeAbiVersion >= Library.AbiVersion, "the library is not older");
        Check.That(Library.Version.Split('.').Length == 3, Library.Version);
        Check.Equal("not a JID", Library.Words(Status.Address));
        Check.That(Library.PayloadTypes().Count > 40, "many payload types");
    }

    static void JsonBothWays()
    {
        const string text = "{\"a\":[1,-2.5,true,null,\"\\u00e9\\n\\\"\"],\"b\":{}}";
        var read = (Dictionary<string, object>)Json.Read(" " + text + "\n");
        var items = (List<object>)read["a"];
        Check.Equal(1L, items[0]);
        Check.Equal(-2.5, items[1]);
        Check.Equal(true, items[2]);
        Check.Equal(null, items[3]);
        Check.Equal("é\n\"", items[4]);
        Check.Equal("{\"a\":[1,-2.5,true,null,\"é\\u000a\\\"\"],\"b\":{}}", Json.Write(read));
        var written = new { port = 5222, @in = new { x = new[] { "y" } } };
        Check.Equal("{\"port\":5222,\"in\":{\"x\":[\"y\"]}}", Json.Write(written));
    }

    static void JsonWrong()
    {
        string[] none = { "", "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "\"", "tru", "1 2", "+1", "--1", "\"\u0001\"",
                          new string('[', 1000) };
        foreach (string each in none)
            Check.Throws<FormatException>(() => Json.Read(each));
        Check.Throws<ArgumentException>(() => Json.Write(double.NaN));
    }

    static void Make()
    {
        using (var message = new Element("message", "jabber:client"))
        using (var body = new Element("body", "jabber:client"))
        {
            body.AddText("Art thou ").AddText("<here>?");
            message.SetAttribute("to", "juliet@localhost").SetAttribute("type", "chat");
            message.SetAttribute("type", "normal").Add(body);
            Check.Equal("normal", message.Attribute("type"));
            Check.Equal(null, message.Attribute("id"));
            Check.Equal("to=juliet@localhost,type=normal",
                        string.Join(",", message.Attributes().Select(each => each.Name + "=" + each.Value)));
            using (var again = Element.Parse(message.Xml))
            using (var found = again.Find("body", "jabber:client"))
                Check.Equal("Art thou <here>?", found.Text);
        }
    }

    static void Read()
    {
        using (var root = Element.Parse("<a xmlns='urn:a' xml:lang='en'>x<b/>y<c xmlns='urn:c'>z</c></a>"))
        {
            Check.Equal("a", root.Tag);
            Check.Equal("urn:a", root.Namespace);
            Check.Equal("xy", root.Text);
            Check.Equal("en", root.Attribute("lang", "http://www.w3.org/XML/1998/namespace"));
            Check.Equal("b,c", string.Join(",", root.Children().Select(each => each.Tag)));
            Check.Equal(null, root.Child(2));
            Check.Equal(null, root.Find("c", "urn:a"));
            using (Element copy = root.Copy()) Check.Equal(root.ToString(), copy.ToString());
        }
    }

    static void Payloads()
    {
        using (var made = Element.FromJson("version.Info", new { name = "Exodus", version = "0.7" }))
        {
            Check.Equal("jabber:iq:version", made.Namespace);
            Payload read = made.ToPayload();
            Check.Equal("version.Info", read.Type);
            Check.Equal("Exodus", read["name"]);
            Check.Equal(null, read["os"]);
        }
        using (var foreign = Element.Parse("<x xmlns='urn:nobody:knows'/>"))
        {
            Check.Equal(null, foreign.ToPayload().Type);
            Check.That(foreign.ToPayload().Xml.Contains("urn:nobody:knows"), "its XML");
        }
    }

    static void Texts()
    {
        string[] texts = { "", "é", "\U0001F469\u200D\U0001F680", new string('x', 100000), "]]>&<\"'\t\n" };
        foreach (string each in texts)
            using (var element = new Element("a").AddText(each).SetAttribute("b", each))
            {
                Check.Equal(each, element.Text);
                Check.Equal(each, element.Attribute("b"));
            }
        Check.Throws<ArgumentException>(() => new Element("a").AddText("\ud800"));
        var wrong = Check.Throws<HeadstockException>(() => new Element("a").AddText("a\0b"));
        Check.Equal(Status.Xml, wrong.Status);
    }

    static void Errors()
    {
        var wrong = Check.Throws<HeadstockException>(() => Element.Parse("<a><b></a>"));
        Check.Equal(Status.Xml, wrong.Status);
        Check.That(wrong.Message.Length > 10, wrong.Message);
        Check.Equal(Status.Unknown, Check.Throws<HeadstockException>(() => Element.FromJson("no.Such", "{}")).Status);
        Check.Equal(Status.Json, Check.Throws<HeadstockException>(() => Element.FromJson("version.Info", "{")).Status);
        Check.Equal(Status.Address, Check.Throws<HeadstockException>(() => new Client("@", "x")).Status);
        wrong = Check.Throws<HeadstockException>(() => new Client("a@b", "x", new { hots = "b" }));
        Check.Equal(Status.Json, wrong.Status);
        Check.That(wrong.Message.Contains("hots"), wrong.Message);
    }

    static void Dispose()
    {
        var element = new Element("a");
        element.Dispose();
        element.Dispose();
        Check.Throws<ObjectDisposedException>(() => element.AddText("x"));
        var parser = new Parser();
        parser.Dispose();
        parser.Dispose();
        Check.Throws<ObjectDisposedException>(() => parser.Feed("<a/>"));
        var session = new Session("a@b", "x");
        session.Dispose();
        session.Dispose();
        Check.Throws<ObjectDisposedException>(() => session.Start());
        var client = new Client("a@b", "x");
        client.Dispose();
        client.Dispose();
        Check.Throws<ObjectDisposedException>(() => client.SendMessage("a@b", "x"));
    }

    static void Forgotten()
    {
        for (int i = 0; i < 2000; ++i)
        {
            new Element("a").AddText("forgotten");
            if (i % 100 == 0) new Client("a@b", "never started");
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using (var element = new Element("a")) Check.Equal("a", element.Tag);
    }

    static void TwoThreads()
    {
        int busy = 0, done = 0;
        using (var element = new Element("a"))
        {
            ThreadStart work = () =>
            {
                for (int i = 0; i < 2000; ++i)
                    try
                    {
                        element.SetAttribute("b", i.ToString());
                        Interlocked.Increment(ref done);
                    }
                    catch (HeadstockException wrong) when (wrong.Status == Status.Busy)
                    {
                        Interlocked.Increment(ref busy);
                    }
            };
            var threads = new[] { new Thread(work), new Thread(work) };
            foreach (Thread each in threads) each.Start();
            foreach (Thread each in threads) each.Join();
            Check.Equal(4000, done + busy);
        }
    }
}
