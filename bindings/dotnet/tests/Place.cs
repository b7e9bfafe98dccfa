// SPDX-License-Identifier: MIT
using System;
using System.Threading.Tasks;
using Headstock;

/// <summary>The server of the tests, and who has an account there.</summary>
static class Place
{
    public static string Host, Authorities, Romeo = "romeo@localhost", Juliet = "juliet@localhost";
    public static int Port;
    public static string RomeosPassword, JulietsPassword;

    public static object Options(string authorities)
    {
        return new { host = Host, port = Port, authorities, reconnect = false, software = new { name = "tests" } };
    }

    public static Client Client(string who)
    {
        return new Client(who, who == Romeo ? RomeosPassword : JulietsPassword, Options(Authorities));
    }

    public static TcpSession TcpSession(string who)
    {
        return new TcpSession(who, who == Romeo ? RomeosPassword : JulietsPassword, new { authorities = Authorities });
    }

    /// <summary>The next message with a body that `entity` gets.</summary>
    public static Task<Event> NextMessage(Entity entity)
    {
        var heard = new TaskCompletionSource<Event>();
        entity.MessageReceived += (_, message) =>
        {
            if (message.Body != null) heard.TrySetResult(message);
        };
        return heard.Task;
    }
}
