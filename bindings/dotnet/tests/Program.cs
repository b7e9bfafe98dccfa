// SPDX-License-Identifier: MIT
using System;
using Headstock;

/// <summary>Runs all tests against a server: HOST PORT CA-FILE; passwords are in the environment.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        Place.Host = arguments[0];
        Place.Port = int.Parse(arguments[1]);
        Place.Authorities = arguments[2];
        Place.RomeosPassword = Environment.GetEnvironmentVariable("ROMEO");
        Place.JulietsPassword = Environment.GetEnvironmentVariable("JULIET");
        if (arguments.Length > 3) return Leave();
        ElementTests.Run();
        ParserTests.Run();
        SessionTests.Run();
        ClientTests.Run();
        return Check.ExitCode;
    }

    /// <summary>Ends the process while clients and sessions are connected, and nothing is disposed.</summary>
    static int Leave()
    {
        Client client = Place.Client(Place.Romeo);
        client.EventReceived += (_, e) => GC.Collect();
        client.ConnectAsync().Wait(Check.Patience);
        Place.TcpSession(Place.Juliet).ConnectAsync(Place.Host, Place.Port).Wait(Check.Patience);
        for (int i = 0; i < 50; ++i) client.SendMessage(client.Address, "bye");
        Console.WriteLine("left");
        return 0;
    }
}
