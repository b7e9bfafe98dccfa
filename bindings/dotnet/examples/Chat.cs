// SPDX-License-Identifier: MIT
// PASSWORD=... mono Chat.exe ME HOST PORT CA-FILE PEER: greets PEER, waits for its answer, asks what the server is.
using System;
using System.Threading.Tasks;
using Headstock;

static class Chat
{
    static async Task Run(string me, string host, int port, string authorities, string peer)
    {
        var heard = new TaskCompletionSource<string>();
        var options = new { host, port, authorities, software = new { name = "chat" } };
        using (var client = new Client(me, Environment.GetEnvironmentVariable("PASSWORD"), options))
        {
            client.MessageReceived += (_, message) =>
            {
                if (message.BareFrom == peer && message.Body != null) heard.TrySetResult(message.Body);
            };
            Console.WriteLine("ready " + await client.ConnectAsync());
            client.SendMessage(peer, "hello from .NET");
            if (await Task.WhenAny(heard.Task, Task.Delay(30000)) != heard.Task) throw new TimeoutException();
            Console.WriteLine("heard " + heard.Task.Result);
            Payload server = await client.AskAsync(me.Split('@', '/')[1], "version.Info");
            Console.WriteLine("server " + server["name"]);
            await client.CloseAsync();
        }
    }

    static void Main(string[] a) { Run(a[0], a[1], int.Parse(a[2]), a[3], a[4]).GetAwaiter().GetResult(); }
}
