// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Headstock
{
    /// <summary>What a rule wants next, and how far the parser came.</summary>
    public enum Flow
    {
        /// <summary>Carry on.</summary>
        Go = 0,
        /// <summary>Stop at the border of the stanza; <see cref="Parser.Resume"/> goes on.</summary>
        Pause = 1,
        /// <summary>Take no byte more.</summary>
        Stop = 2
    }

    /// <summary>Hears of an element the moment it is complete, on the thread that feeds; depth 0 is the root.</summary>
    public delegate Flow Rule(Element element, long depth);

    /// <summary>Where a parser stands: bytes from 0, lines and columns from 1.</summary>
    public struct Position
    {
        /// <summary>Bytes before it.</summary>
        public long Offset;
        /// <summary>Its line.</summary>
        public long Line;
        /// <summary>Its column, in bytes.</summary>
        public long Column;
    }

    /// <summary>
    /// Reads a stream of XML and calls by rules, within <see cref="Feed(byte[])"/> and <see cref="Resume"/>. What a
    /// rule throws comes out of that call; the parser is paused then, and what came behind the stanza is not lost. It
    /// belongs to one thread at a time: a second gets <see cref="Status.Busy"/>.
    /// </summary>
    public sealed class Parser : IDisposable
    {
        /// <summary>A rule for elements at any depth.</summary>
        public const int AnyDepth = -1;

        readonly ParserHandle handle;
        readonly RuleCallback callback;  // the library has a pointer to it: it must live as long as the parser
        readonly Dictionary<long, Rule> rules = new Dictionary<long, Rule>();      // by what the library hands back
        readonly Dictionary<long, long> keys = new Dictionary<long, long>();  // those, by the rule's number
        long lastKey;
        ExceptionDispatchInfo thrown;

        /// <summary>Makes a parser. `options` say its limits: see <c>hs_parser_new</c>.</summary>
        public Parser(object options = null)
        {
            var text = new Utf8(Json.Of(options));
            ulong made;
            Library.Check(Native.hs_parser_new(text.Bytes, text.Length, out made));
            handle = new ParserHandle(made);
            callback = Hear;
        }

        /// <summary>
        /// Calls `rule` for each element of that name. A null `ns`: in any namespace, where no rule names that; a null
        /// `tag`: all elements. Gives a number for <see cref="Cancel"/>.
        /// </summary>
        public long On(string tag, string ns, Rule rule, int depth = AnyDepth)
        {
            var name = new Utf8(tag);
            var place = new Utf8(ns);
            return Keep(rule, (ulong h, IntPtr user, out ulong number) => Native.hs_parser_on(
                h, name.Bytes, name.Length, place.Bytes, place.Length, depth, callback, user, out number));
        }

        /// <summary>The same for what always carries on.</summary>
        public long On(string tag, string ns, Action<Element> action, int depth = AnyDepth)
        {
            return On(tag, ns, Always(action), depth);
        }

        /// <summary>The same for each element that `path` leads to, as in "/{ns}a/b[@x=\"v\"]/c".</summary>
        public long OnPath(string path, Rule rule)
        {
            var text = new Utf8(path);
            return Keep(rule, (ulong h, IntPtr user, out ulong number) =>
                            Native.hs_parser_on_path(h, text.Bytes, text.Length, callback, user, out number));
        }

        /// <summary>The same for what always carries on.</summary>
        public long OnPath(string path, Action<Element> action) { return OnPath(path, Always(action)); }

        /// <summary>The same for each element that no rule matched.</summary>
        public long OnUnmatched(Rule rule)
        {
            return Keep(rule, (ulong h, IntPtr user, out ulong number) =>
                            Native.hs_parser_on_unmatched(h, callback, user, out number));
        }

        /// <summary>The same for what always carries on.</summary>
        public long OnUnmatched(Action<Element> action) { return OnUnmatched(Always(action)); }

        /// <summary>Cancels a rule; also from rules, itself included.</summary>
        public void Cancel(long rule)
        {
            Library.Check(handle.Call(h => Native.hs_parser_cancel(h, (ulong)rule)));
            rules.Remove(keys[rule]);
            keys.Remove(rule);
        }

        /// <summary>Takes bytes of any number. Gives whether a rule paused or stopped it.</summary>
        public Flow Feed(byte[] bytes) { return Feed(bytes, 0, bytes.Length); }

        /// <summary>Takes a part of `bytes`.</summary>
        public Flow Feed(byte[] bytes, int offset, int count)
        {
            var part = new ArraySegment<byte>(bytes, offset, count);
            if (part.Count == 0) return Flow.Go;
            return Run(h => Native.hs_parser_feed(h, ref bytes[offset], new UIntPtr((uint)count)));
        }

        /// <summary>Takes a text's UTF-8.</summary>
        public Flow Feed(string xml) { return Feed(Encoding.UTF8.GetBytes(xml)); }

        /// <summary>Goes on after a pause.</summary>
        public Flow Resume() { return Run(Native.hs_parser_resume); }

        /// <summary>Says that no more will come: an error unless the root has closed.</summary>
        public void Finish() { Library.Check(handle.Call(Native.hs_parser_finish)); }

        /// <summary>Begins a new document with the next byte; rules stay.</summary>
        public void Restart() { Library.Check(handle.Call(Native.hs_parser_restart)); }

        /// <summary>Where it stands or, after an error, what was wrong.</summary>
        public Position Position
        {
            get
            {
                ulong offset = 0, line = 0, column = 0;
                Library.Check(handle.Call(h => Native.hs_parser_position(h, out offset, out line, out column)));
                return new Position { Offset = (long)offset, Line = (long)line, Column = (long)column };
            }
        }

        /// <summary>Frees it, when no call is inside any more; a second time does nothing.</summary>
        public void Dispose() { handle.Dispose(); }

        static Rule Always(Action<Element> action)
        {
            if (action == null) throw new ArgumentNullException(nameof(action));
            return (element, depth) => { action(element); return Flow.Go; };
        }

        delegate int Keeping(ulong parser, IntPtr user, out ulong number);

        long Keep(Rule rule, Keeping work)
        {
            if (rule == null) throw new ArgumentNullException(nameof(rule));
            long key = ++lastKey;
            ulong number = 0;
            Library.Check(handle.Call(h => work(h, new IntPtr(key), out number)));
            rules.Add(key, rule);
            keys.Add((long)number, key);
            return (long)number;
        }

        Flow Run(Func<ulong, int> work)
        {
            int status = handle.Call(work);
            ExceptionDispatchInfo wrong = thrown;
            thrown = null;
            if (wrong != null) wrong.Throw();
            GC.KeepAlive(this);
            switch (Library.Check(status))
            {
                case Status.Paused: return Flow.Pause;
                case Status.Stopped: return Flow.Stop;
                default: return Flow.Go;
            }
        }

        /// <summary>Comes from the library: nothing may be thrown through it.</summary>
        int Hear(IntPtr user, ulong number, ulong depth)
        {
            try
            {
                using (var element = new Element(number, false)) return (int)rules[(long)user](element, (long)depth);
            }
            catch (Exception wrong)
            {
                if (thrown == null) thrown = ExceptionDispatchInfo.Capture(wrong);
                return (int)Flow.Pause;
            }
        }
    }
}
