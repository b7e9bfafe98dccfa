// SPDX-License-Identifier: MIT
using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Threading;

/// <summary>
/// Uses the assembly as IronPython would: found and loaded while the program runs, called by names, with dictionaries
/// for options. Arguments: ASSEMBLY HOST PORT CA-FILE.
/// </summary>
static class LateBound
{
    static readonly ManualResetEvent heard = new ManualResetEvent(false);
    static string body;

    /// <summary>A handler that knows nothing of the assembly's types.</summary>
    static void Hear(object sender, EventArgs e)
    {
        dynamic message = e;
        body = message.Body;
        if (body != null) heard.Set();
    }

    static int Main(string[] arguments)
    {
        Assembly assembly = Assembly.LoadFrom(arguments[0]);
        Type type = assembly.GetType("Headstock.Client");
        IDictionary options = new Hashtable
        {
            { "host", arguments[1] }, { "port", int.Parse(arguments[2]) }, { "authorities", arguments[3] },
            { "software", new Dictionary<object, object> { { "name", "late" } } }
        };
        string password = Environment.GetEnvironmentVariable("ROMEO");
        dynamic client = Activator.CreateInstance(type, "romeo@localhost", password, options);
        MethodInfo hear = typeof(LateBound).GetMethod("Hear", BindingFlags.NonPublic | BindingFlags.Static);
        EventInfo messages = type.GetEvent("MessageReceived");
        messages.AddEventHandler(client, Delegate.CreateDelegate(messages.EventHandlerType, hear));
        string address = client.ConnectAsync().Result;
        client.SendMessage(address, "late, but bound");
        bool came = heard.WaitOne(20000);
        dynamic answer = client.AskAsync("localhost", "version.Info").Result;
        string server = answer["name"];
        client.CloseAsync().Wait();
        client.Dispose();
        bool good = came && body == "late, but bound" && server == "headstock" && ThrowsByName(assembly);
        string how = good ? "ok     " : "FAILED ";
        Console.WriteLine(how + "late bound: log in, chat, ask, and catch by reflection and dynamic");
        return good ? 0 : 1;
    }

    static bool ThrowsByName(Assembly assembly)
    {
        try
        {
            assembly.GetType("Headstock.Element").GetMethod("Parse").Invoke(null, new object[] { "<a>" });
            return false;
        }
        catch (TargetInvocationException wrong)
        {
            dynamic inner = wrong.InnerException;
            return inner.GetType().Name == "HeadstockException" && inner.Status.ToString() == "Xml";
        }
    }
}
