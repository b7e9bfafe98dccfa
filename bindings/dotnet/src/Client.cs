// SPDX-License-Identifier: MIT
using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Headstock
{
    /// <summary>
    /// A session with a native thread of its own that connects, moves the bytes, and comes back. Any thread may call
    /// it. Handlers run on the client's own thread, one at a time: they may call everything, but must not wait there
    /// for what is still to come. Who awaits goes on elsewhere. From <see cref="ConnectAsync"/> on it lives until it
    /// has ended or is disposed, whoever refers to it.
    /// </summary>
    public sealed class Client : Entity
    {
        static readonly EventCallback Callback = Hear;  // the library has a pointer to it: it must live for ever
        static readonly ConcurrentDictionary<long, Client> Living = new ConcurrentDictionary<long, Client>();
        static long lastKey;

        readonly long key = Interlocked.Increment(ref lastKey);
        readonly HandlerFailures failures = new HandlerFailures();
        int begun;
        readonly TaskCompletionSource<string> ready =
            new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>
        /// Makes a client. `options` is JSON, or an object that says the same, as
        /// <c>new { host = "localhost", port = 5222 }</c> or a dictionary: see <c>hs_session_new</c> and
        /// <c>hs_client_new</c>.
        /// </summary>
        public Client(string address, string password, object options = null)
            : base(new ClientHandle(Making.Make(Native.hs_client_new, address, password, options)))
        {
            Library.Check(Call(h => Native.hs_client_on_event(h, Callback, new IntPtr(key))));
        }

        /// <summary>
        /// A handler threw, on the client's own thread. What nobody hears of so is thrown by <see cref="CloseAsync"/>.
        /// </summary>
        public event EventHandler<HandlerFailure> HandlerFailed;

        /// <summary>
        /// Begins to connect, once in its life, and gives our address when the session can be used. Throws where the
        /// client has ended before. With "reconnect", as is the default, it tries again as long as that makes sense:
        /// who cancels no longer waits for it, and disposes.
        /// </summary>
        public async Task<string> ConnectAsync(CancellationToken cancel = default(CancellationToken))
        {
            if (Interlocked.Exchange(ref begun, 1) != 0) throw new HeadstockException(Status.State, "started already");
            Living[key] = this;
            try { Library.Check(Call(Native.hs_client_start)); }
            catch { Forget(); throw; }
            using (cancel.Register(() => ready.TrySetCanceled())) return await ready.Task.ConfigureAwait(false);
        }

        /// <summary>
        /// Says goodbye, and waits until all has ended, at most for `limit`, else five seconds. Throws what handlers
        /// threw and nobody heard of.
        /// </summary>
        public async Task CloseAsync(TimeSpan? limit = null)
        {
            var milliseconds = (long)(limit ?? TimeSpan.FromSeconds(5)).TotalMilliseconds;
            Func<Status> close = () => Library.Check(Call(h => Native.hs_client_close(h, milliseconds)));
            await Task.Run(close).ConfigureAwait(false);
            failures.Throw();
        }

        /// <summary>Says that the network may be another one now: connecting is tried again at once.</summary>
        public void NetworkChanged() { Library.Check(Call(Native.hs_client_network_changed)); }

        /// <summary>
        /// Ends it at once, without a goodbye; a second time does nothing. All who wait get an exception. Once it has
        /// come back no handler runs any more, unless one of them called it.
        /// </summary>
        public override void Dispose()
        {
            base.Dispose();
            Forget();
            ready.TrySetException(new ObjectDisposedException(nameof(Client)));
        }

        void Forget()
        {
            Client gone;
            Living.TryRemove(key, out gone);
        }

        /// <summary>Comes from the library, on the client's own thread: nothing may be thrown through it.</summary>
        static void Hear(IntPtr user, IntPtr json, UIntPtr length)
        {
            Client client;
            if (!Living.TryGetValue((long)user, out client)) return;
            Event e = null;
            try
            {
                e = new Event(Utf8.Text(json, length));
                client.Hear(e);
            }
            catch (Exception wrong) { client.Failed(wrong, e); }
        }

        void Hear(Event e)
        {
            string bound = e.Name == "ready" ? Address : null;
            Tell(e, wrong => Failed(wrong, e));
            if (bound != null) ready.TrySetResult(bound);
            if (e.Name == "end") End(new HeadstockException(e));
        }

        void End(HeadstockException why)
        {
            Forget();
            ready.TrySetException(why);
            questions.End(why);
        }

        void Failed(Exception wrong, Event e) { failures.Add(this, HandlerFailed, wrong, e); }
    }
}
