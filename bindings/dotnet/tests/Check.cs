// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

/// <summary>The little that a test needs.</summary>
static class Check
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static int failed;

    /// <summary>Runs one test and says how it went.</summary>
    public static void Test(string name, Action test)
    {
        try
        {
            test();
            Console.WriteLine("ok     " + name);
        }
        catch (Exception wrong)
        {
            ++failed;
            Console.WriteLine("FAILED " + name + ": " + wrong);
        }
    }

    public static void Test(string name, Func<Task> test)
    {
        Test(name, () =>
        {
            Task running = Task.Run(test);
            if (!Wait(running)) throw new TimeoutException("the test took too long");
            running.GetAwaiter().GetResult();
        });
    }

    public static int ExitCode { get { return failed == 0 ? 0 : 1; } }

    public static void That(bool is_so, string words)
    {
        if (!is_so) throw new Exception("not so: " + words);
    }

    public static void Equal(object wanted, object found)
    {
        if (!Equals(wanted, found)) throw new Exception("wanted <" + wanted + ">, found <" + found + ">");
    }

    public static T Throws<T>(Action work) where T : Exception
    {
        try { work(); }
        catch (T wrong) { return wrong; }
        throw new Exception("no " + typeof(T).Name);
    }

    public static async Task<T> Throws<T>(Task work) where T : Exception
    {
        try { await Soon(work); }
        catch (T wrong) { return wrong; }
        throw new Exception("no " + typeof(T).Name);
    }

    /// <summary>What comes of `work`, unless it takes too long.</summary>
    public static async Task Soon(Task work)
    {
        if (await Task.WhenAny(work, Task.Delay(Patience)) != work) throw new TimeoutException();
        await work;
    }

    public static async Task<T> Soon<T>(Task<T> work)
    {
        await Soon((Task)work);
        return work.Result;
    }

    /// <summary>Waits until it is so.</summary>
    public static void Until(Func<bool> is_so)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!is_so())
        {
            if (watch.Elapsed > Patience) throw new TimeoutException();
            Thread.Sleep(5);
        }
    }

    static bool Wait(Task running)
    {
        return ((IAsyncResult)running).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(60));
    }
}
