// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Headstock;

static class ParserTests
{
    const string Stream = "<s xmlns='urn:s'><a n='1'>x</a><b xmlns='urn:b'><a/></b><a n='2'><c>y</c></a></s>";

    public static void Run()
    {
        Check.Test("rules hear of elements, however the bytes come", Rules);
        Check.Test("a path is a rule, too", Paths);
        Check.Test("what no rule matched has its own", Unmatched);
        Check.Test("a rule pauses and stops", PauseAndStop);
        Check.Test("a rule is cancelled, by itself too", Cancel);
        Check.Test("what a rule throws comes out of Feed, and nothing is lost", Throwing);
        Check.Test("an element of a rule ends with it, a copy does not", Lifetime);
        Check.Test("an error says where", Wrong);
        Check.Test("a parser begins again", Restart);
        Check.Test("limits are options", Limits);
        Check.Test("a parser that is disposed by its rule is freed behind the call", DisposedInside);
        Check.Test("delegates outlive the garbage collector", Collected);
        Check.Test("a parser that another thread feeds is Busy", Busy);
    }

    static void Rules()
    {
        foreach (int size in new[] { 1000, 1, 7 })
            using (var parser = new Parser())
            {
                var heard = new List<string>();
                parser.On("a", "urn:s", a => heard.Add("a" + a.Attribute("n")));
                parser.On("a", null, (a, depth) => { heard.Add("any" + depth); return Flow.Go; });
                parser.On(null, null, e => heard.Add(e.Tag), 1);
                byte[] bytes = Encoding.UTF8.GetBytes(Stream);
                for (int at = 0; at < bytes.Length; at += size)
                    Check.Equal(Flow.Go, parser.Feed(bytes, at, Math.Min(size, bytes.Length - at)));
                parser.Finish();
                Check.Equal("a1,a2", string.Join(",", heard.Where(e => e.StartsWith("a") && e.Length == 2)));
                Check.Equal("any2", string.Join(",", heard.Where(e => e.StartsWith("any"))));
                Check.Equal("a,b,a", string.Join(",", heard.Where(e => e.Length == 1)));
            }
    }

    static void Paths()
    {
        using (var parser = new Parser())
        {
            var heard = new List<string>();
            parser.OnPath("/{urn:s}s/a[@n=\"2\"]/c", c => heard.Add(c.Text));
            parser.Feed(Stream);
            Check.Equal("y", string.Join(",", heard));
            Check.Equal(Status.Argument, Check.Throws<HeadstockException>(() => parser.OnPath("///", _ => { })).Status);
        }
    }

    static void Unmatched()
    {
        using (var parser = new Parser())
        {
            var heard = new List<string>();
            parser.On("b", "", _ => { });
            long rule = parser.OnUnmatched(e => heard.Add(e.Tag));
            parser.Feed("<a><b/><c/>");
            parser.Cancel(rule);
            parser.Feed("<d/>");
            Check.Equal("c", string.Join(",", heard));
        }
    }

    static void PauseAndStop()
    {
        using (var parser = new Parser())
        {
            var heard = new List<string>();
            parser.On("a", "urn:s", (a, _) =>
            {
                heard.Add(a.Attribute("n"));
                return heard.Count == 1 ? Flow.Pause : Flow.Stop;
            }, 1);
            Check.Equal(Flow.Pause, parser.Feed(Stream));
            Check.Equal("1", string.Join(",", heard));
            Check.Equal(Flow.Stop, parser.Resume());
            Check.Equal("1,2", string.Join(",", heard));
        }
    }

    static void Cancel()
    {
        using (var parser = new Parser())
        {
            int once = 0, never = 0;
            long rule = 0;
            rule = parser.On("a", null, a => { ++once; parser.Cancel(rule); });
            long other = parser.On("a", null, a => ++never);
            parser.Cancel(other);
            parser.Feed(Stream);
            Check.Equal(1, once);
            Check.Equal(0, never);
            Check.Equal(Status.Unknown, Check.Throws<HeadstockException>(() => parser.Cancel(other)).Status);
        }
    }

    static void Throwing()
    {
        using (var parser = new Parser())
        {
            var heard = new List<string>();
            parser.On("a", "urn:s", a =>
            {
                heard.Add(a.Attribute("n"));
                if (heard.Count == 1) throw new InvalidOperationException("of my own");
            });
            Check.Equal("of my own", Check.Throws<InvalidOperationException>(() => parser.Feed(Stream)).Message);
            Check.Equal(Flow.Go, parser.Resume());
            Check.Equal("1,2", string.Join(",", heard));
            parser.Finish();
        }
    }

    static void Lifetime()
    {
        using (var parser = new Parser())
        {
            Element kept = null, copy = null;
            parser.On("c", null, c =>
            {
                kept = c;
                copy = c.Copy();
                Check.Throws<HeadstockException>(() => c.SetAttribute("x", "y"));
            });
            parser.Feed(Stream);
            Check.Throws<ObjectDisposedException>(() => kept.Text.ToString());
            Check.Equal("y", copy.Text);
            copy.Dispose();
        }
    }

    static void Wrong()
    {
        using (var parser = new Parser())
        {
            parser.Feed("<a>\n<b>");
            var wrong = Check.Throws<HeadstockException>(() => parser.Feed("</c>"));
            Check.Equal(Status.Xml, wrong.Status);
            Check.Equal(2L, parser.Position.Line);
            Check.Equal(Status.Xml, Check.Throws<HeadstockException>(() => parser.Feed("<d/>")).Status);
        }
        using (var parser = new Parser())
        {
            parser.Feed("<a>");
            Check.Throws<HeadstockException>(() => parser.Finish());
        }
    }

    static void Restart()
    {
        using (var parser = new Parser())
        {
            int heard = 0;
            parser.On("a", null, _ => ++heard);
            parser.Feed("<a/>");
            parser.Restart();
            parser.Feed("<a/>");
            parser.Finish();
            Check.Equal(2, heard);
        }
    }

    static void Limits()
    {
        using (var parser = new Parser(new { depth = 3 }))
            Check.Throws<HeadstockException>(() => parser.Feed("<a><b><c><d><e>"));
        Check.Throws<HeadstockException>(() => new Parser(new { nothing = 3 }));
    }

    static void DisposedInside()
    {
        var parser = new Parser();
        parser.On("a", "urn:s", _ => parser.Dispose());
        parser.Feed(Stream);
        Check.Throws<ObjectDisposedException>(() => parser.Feed("x"));
    }

    static void Collected()
    {
        using (var parser = new Parser())
        {
            int[] heard = { 0 };
            Register(parser, heard);
            parser.Feed("<s>");
            for (int i = 0; i < 200; ++i)
            {
                GC.Collect();
                parser.Feed("<a/>");
            }
            Check.Equal(200, heard[0]);
        }
    }

    /// <summary>A method of its own, so that nothing but the parser keeps the rule.</summary>
    static void Register(Parser parser, int[] heard)
    {
        parser.On("a", null, a => { GC.Collect(0); heard[0] += a.Tag.Length; });
    }

    static void Busy()
    {
        using (var parser = new Parser())
        {
            Status found = Status.Ok;
            parser.On("c", null, _ =>
            {
                Action feed = () => parser.Feed("<d/>");
                var other = new Thread(() => found = Check.Throws<HeadstockException>(feed).Status);
                other.Start();
                other.Join();
            });
            parser.Feed(Stream);
            Check.Equal(Status.Busy, found);
        }
    }
}
