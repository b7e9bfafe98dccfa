// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Headstock;

static class SessionTests
{
    public static void Run()
    {
        Check.Test("Session: bytes in, bytes out, no network", Bytes);
        Check.Test("Session: what a handler throws comes out of Dispatch", Throwing);
        Check.Test("Session: a program moves the bytes itself", OwnLoop);
        Check.Test("TcpSession: log in with verified TLS, chat, ask, close", Tcp);
        Check.Test("TcpSession: a certificate that nobody vouches for is refused", Untrusted);
        Check.Test("TcpSession: no way there is an exception", NoWay);
        Check.Test("TcpSession: what a handler throws is told, or thrown by CloseAsync", HandlerFailed);
        Check.Test("TcpSession: who waits when it is disposed gets an exception", Disposed);
        Check.Test("TcpSession: a connection that breaks ends what waits", Broken);
        Check.Test("TcpSession: a question that takes too long fails by the clock", Clock);
        Check.Test("TcpSession: a hundred at once under the garbage collector", Stress);
    }

    static void Bytes()
    {
        using (var session = new Session("romeo@localhost", "x", new { tls = "off" }))
        {
            Check.Equal("disconnected", session.State);
            Check.Equal(null, session.Deadline);
            session.Start();
            Check.That(Encoding.UTF8.GetString(session.TakeOutput()).Contains("<stream:stream"), "a header");
            Check.Equal(0, session.TakeOutput().Length);
            Check.That(session.Deadline > TimeSpan.Zero, "the login has a limit");
            session.Receive(Encoding.UTF8.GetBytes("<stream:stream xmlns='jabber:client' version='1.0' id='a' " +
                "from='localhost' xmlns:stream='http://etherx.jabber.org/streams'>"));
            Check.Equal("connecting", session.NextEvent().Text("status"));
            session.Lost("the cable");
            Event e = session.NextEvent();
            while (e.Name != "disconnected") e = session.NextEvent();
            Check.That(e.Reason.Contains("the cable"), e.Json);
            Check.Equal(Need.Close, session.Need);
            Check.Equal(null, session.SaveState());
        }
    }

    static void Throwing()
    {
        using (var session = new Session("romeo@localhost", "x", new { tls = "off" }))
        {
            var heard = new List<string>();
            session.EventReceived += (_, e) =>
            {
                heard.Add(e.Name);
                if (heard.Count == 1) throw new InvalidOperationException("of my own");
            };
            session.Start();
            session.Lost();
            Check.Equal("of my own", Check.Throws<InvalidOperationException>(session.Dispatch).Message);
            session.Dispatch();
            Check.That(heard.Contains("disconnected"), string.Join(",", heard));
        }
    }

    static void OwnLoop()
    {
        using (var session = new Session(Place.Romeo, Place.RomeosPassword, new { authorities = Place.Authorities }))
        using (var tcp = new TcpClient(Place.Host, Place.Port))
        {
            bool ready = false;
            session.Ready += (_, e) => { ready = true; session.Terminate(); };
            session.Start();
            var buffer = new byte[4096];
            for (;;)
            {
                session.Dispatch();
                byte[] output = session.TakeOutput();
                tcp.GetStream().Write(output, 0, output.Length);
                if (session.Need == Need.Close) break;
                int count = tcp.GetStream().Read(buffer, 0, buffer.Length);
                if (count > 0) session.Receive(buffer, 0, count);
                else session.Lost();
            }
            Check.That(ready, "it was ready");
        }
    }

    static async Task<TcpSession> LogIn(string who)
    {
        TcpSession session = Place.TcpSession(who);
        string address = await Check.Soon(session.ConnectAsync(Place.Host, Place.Port));
        Check.Equal(session.Address, address);
        return session;
    }

    static async Task Tcp()
    {
        using (TcpSession romeo = await LogIn(Place.Romeo))
        using (Client juliet = await ClientTests.LogIn(Place.Juliet))
        {
            Task<Event> heard = Place.NextMessage(juliet), back = Place.NextMessage(romeo);
            await romeo.SendMessageAsync(juliet.Address, "by a managed socket");
            Check.Equal("by a managed socket", (await Check.Soon(heard)).Body);
            juliet.SendMessage(romeo.Address, "and back");
            Check.Equal("and back", (await Check.Soon(back)).Body);
            Check.Equal("tests", (await romeo.AskAsync(juliet.Address, "version.Info"))["name"]);
            Check.Equal(Status.State, (await Check.Throws<HeadstockException>(romeo.ConnectAsync("localhost"))).Status);
            await romeo.CloseAsync();
            Check.Equal("disconnected", romeo.State);
        }
    }

    static async Task Untrusted()
    {
        using (var session = new TcpSession(Place.Romeo, Place.RomeosPassword))
        {
            var wrong = await Check.Throws<HeadstockException>(session.ConnectAsync(Place.Host, Place.Port));
            Check.That(wrong.Message.Contains("certificate"), wrong.Message);
        }
    }

    static async Task NoWay()
    {
        using (TcpSession session = Place.TcpSession(Place.Romeo))
            await Check.Throws<SocketException>(session.ConnectAsync("127.0.0.1", 1));
    }

    static async Task HandlerFailed()
    {
        using (TcpSession session = Place.TcpSession(Place.Romeo))
        {
            session.Ready += (_, e) => { throw new InvalidOperationException("of my own"); };
            await session.ConnectAsync(Place.Host, Place.Port);
            var all = await Check.Throws<AggregateException>(session.CloseAsync());
            Check.Equal("of my own", all.InnerException.Message);
        }
    }

    static async Task Disposed()
    {
        using (Client juliet = await ClientTests.LogIn(Place.Juliet))
        {
            juliet.Serve("slow", "urn:test");
            TcpSession romeo = await LogIn(Place.Romeo);
            Task asked = romeo.AskAsync(juliet.Address, null, "<slow xmlns='urn:test'/>");
            Check.Until(() => romeo.State == "available");
            romeo.Dispose();
            romeo.Dispose();
            await Check.Throws<ObjectDisposedException>(asked);
            Check.Throws<ObjectDisposedException>(() => romeo.SendMessage(juliet.Address, "x"));
        }
    }

    static async Task Broken()
    {
        var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using (TcpSession session = Place.TcpSession(Place.Romeo))
        {
            Task connecting = session.ConnectAsync("127.0.0.1", ((System.Net.IPEndPoint)listener.LocalEndpoint).Port);
            using (TcpClient peer = await listener.AcceptTcpClientAsync()) { }
            var wrong = await Check.Throws<HeadstockException>(connecting);
            Check.Equal(Status.Ended, wrong.Status);
        }
        listener.Stop();
    }

    static async Task Clock()
    {
        using (Client juliet = await ClientTests.LogIn(Place.Juliet))
        using (TcpSession romeo = await LogIn(Place.Romeo))
        {
            juliet.Serve("slow", "urn:test");
            await Check.Throws<HeadstockException>(romeo.AskAsync(juliet.Address, null, "<slow xmlns='urn:test'/>",
                                                                  limit: TimeSpan.FromMilliseconds(50)));
        }
    }

    static async Task Stress()
    {
        using (TcpSession romeo = await LogIn(Place.Romeo))
        using (Client juliet = await ClientTests.LogIn(Place.Juliet))
        {
            bool stop = false;
            var collector = new Thread(() => { while (!Volatile.Read(ref stop)) GC.Collect(); });
            collector.Start();
            try
            {
                juliet.Serve("echo", "urn:test");
                juliet.RequestReceived += (_, e) => juliet.Reply(e.Request, null, e.Payload.Xml);
                var asked = new List<Task<Payload>>();
                for (int i = 0; i < 100; ++i)
                    asked.Add(romeo.AskAsync(juliet.Address, null, "<echo xmlns='urn:test'>" + i + "</echo>"));
                await Check.Soon(Task.WhenAll(asked));
            }
            finally
            {
                Volatile.Write(ref stop, true);
                collector.Join();
            }
        }
    }
}
