// SPDX-License-Identifier: MIT
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Headstock;

static class ClientTests
{
    public static void Run()
    {
        Check.Test("Client: two log in with verified TLS, and chat", Chat);
        Check.Test("Client: events come on a thread of its own, awaiting goes on elsewhere", Threads);
        Check.Test("Client: a question is answered", Ask);
        Check.Test("Client: a question that is refused throws the condition", Refused);
        Check.Test("Client: a question that is cancelled or too late throws", Cancelled);
        Check.Test("Client: many questions at once get each its own answer", ManyQuestions);
        Check.Test("Client: what we serve is asked, answered and refused", Serve);
        Check.Test("Client: presence and roster", PresenceAndRoster);
        Check.Test("Client: what is sent in order arrives in order", Order);
        Check.Test("Client: deliveries are told", Deliveries);
        Check.Test("Client: a certificate that nobody vouches for is refused", Untrusted);
        Check.Test("Client: a wrong password is refused", WrongPassword);
        Check.Test("Client: what a handler throws is told by HandlerFailed", HandlerFailed);
        Check.Test("Client: what nobody hears of is thrown by CloseAsync", HandlerFailedUnheard);
        Check.Test("Client: a handler may dispose it", DisposedByHandler);
        Check.Test("Client: one that nobody refers to hears on, collected or not", Unreferenced);
        Check.Test("Client: it is started and closed once", Once);
        Check.Test("Client: who waits when it is disposed gets an exception", DisposedWhileWaiting);
    }

    public static async Task<Client> LogIn(string who)
    {
        Client client = Place.Client(who);
        await Check.Soon(client.ConnectAsync());
        return client;
    }

    static async Task Chat()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        using (Client juliet = await LogIn(Place.Juliet))
        {
            Check.That(juliet.Address.StartsWith("juliet@localhost/"), juliet.Address);
            Check.Equal("available", juliet.State);
            Task<Event> heard = Place.NextMessage(juliet);
            await romeo.SendMessageAsync(juliet.Address, "Art thou? \U0001F339", "en");
            Event message = await Check.Soon(heard);
            Check.Equal("Art thou? \U0001F339", message.Body);
            Check.Equal(romeo.Address, message.From);
            Check.Equal("romeo@localhost", message.BareFrom);
            Check.Equal("chat", message.Type);
            Check.Equal("en", message.Text("lang"));
            Task<Event> back = Place.NextMessage(romeo);
            using (Element reply = Element.Parse("<message xmlns='jabber:client' to='" + romeo.Address + "'>" +
                                                 "<body>Ay me</body><x xmlns='urn:x'/></message>"))
                juliet.Send(reply);
            Check.Equal("Ay me", (await Check.Soon(back)).Body);
            Check.That(back.Result.Payloads.Single().Xml.Contains("urn:x"), back.Result.Json);
            await romeo.CloseAsync();
            await juliet.CloseAsync();
        }
    }

    static async Task Threads()
    {
        int own = 0, main = Thread.CurrentThread.ManagedThreadId;
        using (Client client = Place.Client(Place.Romeo))
        {
            var seen = new ConcurrentDictionary<int, bool>();
            client.EventReceived += (sender, e) =>
            {
                Check.That(ReferenceEquals(sender, client), "the sender");
                seen[own = Thread.CurrentThread.ManagedThreadId] = true;
            };
            await client.ConnectAsync();
            Check.That(Thread.CurrentThread.ManagedThreadId != own, "not on the client's own thread");
            await client.AskAsync("localhost", "version.Info");
            Check.That(Thread.CurrentThread.ManagedThreadId != own, "not on the client's own thread");
            await client.CloseAsync();
            Check.Equal(1, seen.Count);
            Check.That(!seen.ContainsKey(main), "not on ours");
        }
    }

    static async Task Ask()
    {
        using (Client client = await LogIn(Place.Romeo))
        {
            Payload version = await client.AskAsync("localhost", "version.Info");
            Check.Equal("version.Info", version.Type);
            Check.That(((string)version["name"]).Length > 0, "a name");
            Payload pong = await client.AskAsync("localhost", null, "<ping xmlns='urn:xmpp:ping'/>");
            Check.Equal(null, pong);
            Payload own = await client.AskAsync(client.Address, "version.Info");
            Check.Equal("tests", own["name"]);
        }
    }

    static async Task Refused()
    {
        using (Client client = await LogIn(Place.Romeo))
        {
            Task asked = client.AskAsync("localhost", null, "<x xmlns='urn:x'/>");
            var wrong = await Check.Throws<HeadstockException>(asked);
            Check.Equal("service-unavailable", wrong.Condition);
            Check.That(wrong.Category != null, "a category");
            wrong = await Check.Throws<HeadstockException>(client.AskAsync("localhost", "no.Such"));
            Check.Equal(Status.Unknown, wrong.Status);
            wrong = await Check.Throws<HeadstockException>(client.AskAsync("@@", "version.Info"));
            Check.Equal(Status.Address, wrong.Status);
        }
    }

    static async Task Cancelled()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        using (Client juliet = await LogIn(Place.Juliet))
        using (var cancel = new CancellationTokenSource())
        {
            juliet.Serve("slow", "urn:test");  // and never answers
            Task<Payload> asked = romeo.AskAsync(juliet.Address, null, "<slow xmlns='urn:test'/>",
                                                 cancel: cancel.Token);
            cancel.CancelAfter(50);
            await Check.Throws<OperationCanceledException>(asked);
            Task<Payload> late = romeo.AskAsync(juliet.Address, null, "<slow xmlns='urn:test'/>",
                                                limit: TimeSpan.FromMilliseconds(50));
            await Check.Throws<HeadstockException>(late);
        }
    }

    static async Task ManyQuestions()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        using (Client juliet = await LogIn(Place.Juliet))
        {
            juliet.Serve("echo", "urn:test");
            juliet.RequestReceived += (_, e) => juliet.Reply(e.Request, null, e.Payload.Xml);
            var asked = new List<Task<Payload>>();
            for (int i = 0; i < 150; ++i)  // more at once would be a flood, which is not answered
                asked.Add(romeo.AskAsync(juliet.Address, null, "<echo xmlns='urn:test'>" + i + "</echo>"));
            Payload[] answers = await Check.Soon(Task.WhenAll(asked));
            for (int i = 0; i < answers.Length; ++i)
                using (Element echo = Element.Parse(answers[i].Xml)) Check.Equal(i.ToString(), echo.Text);
        }
    }

    static async Task Serve()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        using (Client juliet = await LogIn(Place.Juliet))
        {
            juliet.Announce("urn:test");
            juliet.Serve("query", "jabber:iq:last");
            juliet.Serve("order", "urn:test", set: true);
            juliet.RequestReceived += (_, e) =>
            {
                if (e.Type == "get") juliet.Reply(e.Request, null, "<query xmlns='jabber:iq:last' seconds='7'/>");
                else juliet.Refuse(e.Request, "item-not-found", "no such order");
            };
            Payload answer = await romeo.AskAsync(juliet.Address, null, "<query xmlns='jabber:iq:last'/>");
            Check.That(answer.Xml != null || answer.Value != null, "an answer");
            var wrong = await Check.Throws<HeadstockException>(
                romeo.AskAsync(juliet.Address, null, "<order xmlns='urn:test'/>", set: true));
            Check.Equal("item-not-found", wrong.Condition);
        }
    }

    static async Task PresenceAndRoster()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        {
            var seen = new TaskCompletionSource<Event>();
            romeo.PresenceReceived += (_, e) => { if (e.Text("show") == "dnd") seen.TrySetResult(e); };
            using (Client juliet = await LogIn(Place.Juliet))
            {
                juliet.SendPresence(new { show = "dnd", status = "in the tomb" });
                Event presence = await Check.Soon(seen.Task);
                Check.Equal("juliet@localhost", presence.BareFrom);
                Check.Equal("in the tomb", presence.Text("status"));
                var contact = (Dictionary<string, object>)romeo.Roster().Single();
                Check.Equal("juliet@localhost", contact["jid"]);
            }
        }
    }

    static async Task Order()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        using (Client juliet = await LogIn(Place.Juliet))
        {
            var heard = new List<string>();
            var all = new TaskCompletionSource<bool>();
            juliet.MessageReceived += (_, e) =>
            {
                heard.Add(e.Body);
                if (heard.Count % 50 == 0) GC.Collect();
                if (heard.Count == 500) all.TrySetResult(true);
            };
            var sent = new List<Task>();
            for (int i = 0; i < 500; ++i)
            {
                sent.Add(romeo.SendMessageAsync(juliet.Address, i.ToString()));
                if (i % 100 == 0) GC.Collect();
            }
            await Check.Soon(Task.WhenAll(sent));
            await Check.Soon(all.Task);
            Check.That(heard.SequenceEqual(Enumerable.Range(0, 500).Select(i => i.ToString())), "in order");
        }
    }

    static async Task Deliveries()
    {
        using (Client romeo = await LogIn(Place.Romeo))
        {
            var states = new ConcurrentQueue<string>();
            long number = 0;
            romeo.On("delivery", (_, e) => states.Enqueue(e.Number("delivery") + e.Text("state")));
            number = romeo.SendTracked("<message to='juliet@localhost' type='headline'><body>x</body></message>");
            Check.Until(() => states.Contains(number + "acked"));
            Check.That(states.First() == number + "sent", states.First());
        }
    }

    static async Task Untrusted()
    {
        using (var client = new Client(Place.Romeo, Place.RomeosPassword, Place.Options("")))
        {
            var wrong = await Check.Throws<HeadstockException>(client.ConnectAsync());
            Check.Equal(Status.Ended, wrong.Status);
            Check.That(wrong.Message.Contains("certificate"), wrong.Message);
        }
    }

    static async Task WrongPassword()
    {
        using (var client = new Client(Place.Romeo, "no", Place.Options(Place.Authorities)))
        {
            var ended = new TaskCompletionSource<Event>();
            client.Ended += (_, e) => ended.TrySetResult(e);
            await Check.Throws<HeadstockException>(client.ConnectAsync());
            Check.That(!(await Check.Soon(ended.Task)).Flag("closed"), "not in good order");
            await Check.Throws<HeadstockException>(client.AskAsync("localhost", "version.Info"));
        }
    }

    static async Task HandlerFailed()
    {
        using (Client client = Place.Client(Place.Romeo))
        {
            var failed = new TaskCompletionSource<HandlerFailure>();
            bool next = false;
            client.Ready += (_, e) => { throw new InvalidOperationException("of my own"); };
            client.Ready += (_, e) => next = true;
            client.HandlerFailed += (_, e) => failed.TrySetResult(e);
            await client.ConnectAsync();
            HandlerFailure failure = await Check.Soon(failed.Task);
            Check.Equal("of my own", failure.Exception.Message);
            Check.Equal("ready", failure.Event.Name);
            await client.CloseAsync();
            Check.That(next, "the next handler heard it all the same");
        }
    }

    static async Task HandlerFailedUnheard()
    {
        using (Client client = Place.Client(Place.Romeo))
        {
            client.Ready += (_, e) => { throw new InvalidOperationException("of my own"); };
            await client.ConnectAsync();
            Check.Equal("headstock", ((string)(await client.AskAsync("localhost", "version.Info"))["name"]).ToLower());
            var all = await Check.Throws<AggregateException>(client.CloseAsync());
            Check.Equal("of my own", all.InnerExceptions.Single().Message);
        }
    }

    static async Task DisposedWhileWaiting()
    {
        using (Client juliet = await LogIn(Place.Juliet))
        {
            juliet.Serve("slow", "urn:test");
            Client romeo = await LogIn(Place.Romeo);
            Task asked = romeo.AskAsync(juliet.Address, null, "<slow xmlns='urn:test'/>");
            Check.Until(() => !asked.IsCompleted && romeo.State == "available");
            romeo.Dispose();
            await Check.Throws<ObjectDisposedException>(asked);
            Check.Throws<ObjectDisposedException>(() => romeo.SendMessage("juliet@localhost", "x"));
        }
        Client never = new Client("a@localhost", "x", new { host = "127.0.0.1", port = 1 });
        Task connecting = never.ConnectAsync();
        never.Dispose();
        await Check.Throws<ObjectDisposedException>(connecting);
    }

    static async Task DisposedByHandler()
    {
        Client client = Place.Client(Place.Romeo);
        var gone = new TaskCompletionSource<bool>();
        client.Ready += (_, e) =>
        {
            client.Dispose();
            gone.TrySetResult(true);
        };
        Task connecting = client.ConnectAsync();
        await Check.Soon(gone.Task);
        Check.Throws<ObjectDisposedException>(() => client.State.ToString());
        await Task.WhenAny(connecting);
    }

    static async Task Unreferenced()
    {
        var heard = new TaskCompletionSource<Event>();
        string address = await Drop(heard);
        for (int i = 0; i < 5; ++i)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using (Client juliet = await LogIn(Place.Juliet))
        {
            juliet.SendMessage(address, "still there?");
            Check.Equal("still there?", (await Check.Soon(heard.Task)).Body);
        }
    }

    static async Task<string> Drop(TaskCompletionSource<Event> heard)
    {
        Client client = Place.Client(Place.Romeo);
        client.MessageReceived += (sender, e) =>
        {
            heard.TrySetResult(e);
            ((Client)sender).Dispose();
        };
        return await client.ConnectAsync();
    }

    static async Task Once()
    {
        using (Client client = Place.Client(Place.Romeo))
        {
            Check.Equal(Status.State, (await Check.Throws<HeadstockException>(client.CloseAsync())).Status);
            await client.ConnectAsync();
            Check.Equal(Status.State, (await Check.Throws<HeadstockException>(client.ConnectAsync())).Status);
            client.NetworkChanged();
            await client.CloseAsync();
            await client.CloseAsync();
        }
    }
}
