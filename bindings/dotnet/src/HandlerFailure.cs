// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Headstock
{
    /// <summary>What a handler threw, and of which event it was told.</summary>
    public sealed class HandlerFailure : EventArgs
    {
        /// <summary>What was thrown.</summary>
        public Exception Exception { get; }
        /// <summary>The event.</summary>
        public Event Event { get; }
        internal HandlerFailure(Exception exception, Event e) { Exception = exception; Event = e; }
    }

    /// <summary>What handlers threw on a thread on which nobody could catch it.</summary>
    sealed class HandlerFailures
    {
        const int Most = 100;
        readonly List<Exception> kept = new List<Exception>();

        /// <summary>Tells who listens; keeps what nobody listens to.</summary>
        public void Add(object sender, EventHandler<HandlerFailure> listeners, Exception wrong, Event e)
        {
            try
            {
                if (listeners != null) { listeners(sender, new HandlerFailure(wrong, e)); return; }
            }
            catch (Exception worse) { wrong = new AggregateException(wrong, worse); }
            lock (kept)
                if (kept.Count < Most) kept.Add(wrong);
        }

        /// <summary>Throws what was kept, once.</summary>
        public void Throw()
        {
            AggregateException all = null;
            lock (kept)
            {
                if (kept.Count > 0) all = new AggregateException("handlers threw", kept);
                kept.Clear();
            }
            if (all != null) throw all;
        }
    }
}
