// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Headstock
{
    /// <summary>What a <see cref="Client"/>, a <see cref="TcpSession"/> and a <see cref="Session"/> share.</summary>
    public abstract class Entity : IDisposable
    {
        readonly Handle handle;
        readonly Dictionary<string, EventHandler<Event>> handlers = new Dictionary<string, EventHandler<Event>>();
        readonly object order = new object();
        Task last = Task.FromResult(true);
        internal readonly Questions questions = new Questions();

        internal Entity(Handle handle) { this.handle = handle; }

        /// <summary>Our address: once it is bound, that.</summary>
        public string Address { get { return Text(Native.hs_address); } }
        /// <summary>"disconnected", "connecting", "connected", "authenticated", "bound" or "available".</summary>
        public string State { get { return Text(Native.hs_state); } }

        /// <summary>
        /// The contacts: each a dictionary, as docs/guide/events.md says. Empty before the roster is here.
        /// </summary>
        public List<object> Roster() { return (List<object>)Json.Read(Text(Native.hs_roster)); }

        /// <summary>All events, before those of their name.</summary>
        public event EventHandler<Event> EventReceived { add { On("", value); } remove { Off("", value); } }
        /// <summary>A message arrived.</summary>
        public event EventHandler<Event> MessageReceived
        {
            add { On("message", value); }
            remove { Off("message", value); }
        }
        /// <summary>A presence arrived, one of a subscription too.</summary>
        public event EventHandler<Event> PresenceReceived
        {
            add { On("presence", value); }
            remove { Off("presence", value); }
        }
        /// <summary>Somebody asks what <see cref="Serve"/> said that we answer.</summary>
        public event EventHandler<Event> RequestReceived
        {
            add { On("request", value); }
            remove { Off("request", value); }
        }
        /// <summary>The session can be used.</summary>
        public event EventHandler<Event> Ready { add { On("ready", value); } remove { Off("ready", value); } }
        /// <summary>The stream has ended; a client may try again.</summary>
        public event EventHandler<Event> Disconnected
        {
            add { On("disconnected", value); }
            remove { Off("disconnected", value); }
        }
        /// <summary>A client will try again.</summary>
        public event EventHandler<Event> Retrying { add { On("retry", value); } remove { Off("retry", value); } }
        /// <summary>A client has ended for good.</summary>
        public event EventHandler<Event> Ended { add { On("end", value); } remove { Off("end", value); } }

        /// <summary>Has events of that name, one of docs/guide/events.md, go to `handler`; "" is all events.</summary>
        public void On(string eventName, EventHandler<Event> handler)
        {
            lock (handlers) handlers[eventName] = Handlers(eventName) + handler;
        }

        /// <summary>Takes the handler away.</summary>
        public void Off(string eventName, EventHandler<Event> handler)
        {
            lock (handlers) handlers[eventName] = Handlers(eventName) - handler;
        }

        /// <summary>Sends a stanza that is XML. A client waits for room, not on its own thread.</summary>
        public void Send(string xml)
        {
            var text = new Utf8(xml);
            Do(h => Native.hs_send(h, text.Bytes, text.Length, IntPtr.Zero));
        }

        /// <summary>Sends a stanza.</summary>
        public void Send(Element stanza) { Do(h => stanza.Call(e => Native.hs_send_element(h, e, IntPtr.Zero))); }

        /// <summary>
        /// Sends a stanza that is XML. Events "delivery" with the number that it gives tell what becomes of it.
        /// </summary>
        public long SendTracked(string xml)
        {
            var text = new Utf8(xml);
            ulong delivery = 0;
            Do(h => Native.hs_send(h, text.Bytes, text.Length, out delivery));
            return (long)delivery;
        }

        /// <summary>Sends a message of type chat.</summary>
        public void SendMessage(string to, string body, string language = null)
        {
            var whom = new Utf8(to);
            var text = new Utf8(body);
            var tongue = new Utf8(language);
            Do(h => Native.hs_send_message(h, whom.Bytes, whom.Length, text.Bytes, text.Length, tongue.Bytes,
                                           tongue.Length, IntPtr.Zero));
        }

        /// <summary>The same without waiting here; what is sent so goes out in the order of the calls.</summary>
        public Task SendMessageAsync(string to, string body, string language = null)
        {
            return InOrder(() => { SendMessage(to, body, language); return true; });
        }

        /// <summary>Sends a presence, as <c>hs_send_presence</c> reads it; null: we are available.</summary>
        public void SendPresence(object presence = null)
        {
            var json = new Utf8(Json.Of(presence));
            Do(h => Native.hs_send_presence(h, json.Bytes, json.Length));
        }

        /// <summary>
        /// Asks `to`, or where that is null our own account. `payload` is JSON of that `type`, or what <see
        /// cref="Json.Write"/> makes JSON of, or null for the empty element of that name; where `type` is null, XML.
        /// `set` asks to do, not to tell. Gives what the answer carries, or null. Throws a <see
        /// cref="HeadstockException"/>, with a `Condition` where the other side refused. Who cancels gives up on the
        /// answer.
        /// </summary>
        public async Task<Payload> AskAsync(string to, string type, object payload = null, bool set = false,
                                            TimeSpan limit = default(TimeSpan),
                                            CancellationToken cancel = default(CancellationToken))
        {
            Question question = await InOrder(
                () => questions.Begin(() => Ask(to, type, payload, set, limit))).ConfigureAwait(false);
            using (cancel.Register(() => GiveUp(question))) return await question.Answer.Task.ConfigureAwait(false);
        }

        /// <summary>Has requests with a payload of that name come as <see cref="RequestReceived"/>.</summary>
        public void Serve(string tag, string ns, bool set = false)
        {
            var name = new Utf8(tag);
            var place = new Utf8(ns);
            Do(h => Native.hs_serve(h, name.Bytes, name.Length, place.Bytes, place.Length, set ? 1 : 0));
        }

        /// <summary>Answers a request, with a payload as in <see cref="AskAsync"/>, or with nothing but that.</summary>
        public void Reply(long request, string type = null, object payload = null)
        {
            var name = new Utf8(type);
            var content = new Utf8(Json.Of(payload));
            Do(h => Native.hs_reply(h, (ulong)request, name.Bytes, name.Length, content.Bytes, content.Length));
        }

        /// <summary>Refuses a request, with a condition as in "item-not-found".</summary>
        public void Refuse(long request, string condition, string words = null)
        {
            var why = new Utf8(condition);
            var text = new Utf8(words);
            Do(h => Native.hs_refuse(h, (ulong)request, why.Bytes, why.Length, text.Bytes, text.Length));
        }

        /// <summary>Says that we speak `feature`, a namespace.</summary>
        public void Announce(string feature)
        {
            var ns = new Utf8(feature);
            Do(h => Native.hs_announce(h, ns.Bytes, ns.Length));
        }

        /// <summary>
        /// Ends it at once, without a goodbye; a second time does nothing. All who wait get an exception.
        /// </summary>
        public virtual void Dispose()
        {
            handle.Dispose();
            questions.End(new ObjectDisposedException(GetType().Name));
        }

        internal virtual int Call(Func<ulong, int> work) { return handle.Call(work); }
        internal string Text(Library.Texting work) { return Library.Text(Call, work); }

        /// <summary>A call behind which there may be something to send.</summary>
        internal void Do(Func<ulong, int> work)
        {
            Library.Check(Call(work));
            Sent();
        }

        internal virtual void Sent() { }

        /// <summary>
        /// Tells an event; what a handler throws goes to `failed`, and the next handler hears it all the same.
        /// </summary>
        internal void Tell(Event e, Action<Exception> failed)
        {
            if (e.Name == "answer" || e.Name == "failure") questions.Hear(e);
            Delegate[] all, named;
            lock (handlers)
            {
                all = Invocations("");
                named = Invocations(e.Name);
            }
            foreach (EventHandler<Event> each in all) Tell(each, e, failed);
            foreach (EventHandler<Event> each in named) Tell(each, e, failed);
        }

        void Tell(EventHandler<Event> handler, Event e, Action<Exception> failed)
        {
            try { handler(this, e); }
            catch (Exception wrong) { failed(wrong); }
        }

        EventHandler<Event> Handlers(string eventName)
        {
            EventHandler<Event> found;
            return handlers.TryGetValue(eventName, out found) ? found : null;
        }

        Delegate[] Invocations(string eventName)
        {
            EventHandler<Event> found = Handlers(eventName);
            return found == null ? new Delegate[0] : found.GetInvocationList();
        }

        long Ask(string to, string type, object payload, bool set, TimeSpan limit)
        {
            var whom = new Utf8(to);
            var name = new Utf8(type);
            var content = new Utf8(Json.Of(payload));
            var milliseconds = (ulong)Math.Max(0, Math.Ceiling(limit.TotalMilliseconds));
            ulong request = 0;
            Do(h => Native.hs_ask(h, whom.Bytes, whom.Length, set ? 1 : 0, name.Bytes, name.Length, content.Bytes,
                                  content.Length, milliseconds, out request));
            return (long)request;
        }

        void GiveUp(Question question)
        {
            if (!questions.Forget(question)) return;
            question.Answer.TrySetCanceled();
            try { Call(h => Native.hs_forget(h, (ulong)question.Number)); }
            catch (ObjectDisposedException) { }  // then it is forgotten anyway
        }

        /// <summary>Does one thing behind the other, on the thread pool.</summary>
        Task<T> InOrder<T>(Func<T> work)
        {
            lock (order)
            {
                Task<T> next = last.ContinueWith(_ => work(), CancellationToken.None, TaskContinuationOptions.None,
                                                 TaskScheduler.Default);
                last = next;
                return next;
            }
        }
    }
}
