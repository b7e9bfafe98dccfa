// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Headstock
{
    /// <summary>
    /// A session whose bytes a managed <c>TcpClient</c> moves; TLS and all else stay in the library. It does not come
    /// back by itself. Any thread may call it; handlers run on the thread pool, one at a time, in order.
    /// </summary>
    public sealed class TcpSession : Session
    {
        readonly SemaphoreSlim wake = new SemaphoreSlim(0, int.MaxValue);
        readonly HandlerFailures failures = new HandlerFailures();
        readonly TaskCompletionSource<string> ready =
            new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource<bool> over =
            new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TcpClient tcp = new TcpClient();
        int begun;

        /// <summary>Makes a session; see <see cref="Session"/>.</summary>
        public TcpSession(string address, string password, object options = null) : base(address, password, options) { }

        /// <summary>A handler threw. What nobody hears of so is thrown by <see cref="CloseAsync"/>.</summary>
        public event EventHandler<HandlerFailure> HandlerFailed;

        /// <summary>
        /// Connects to `host`, once in its life, and gives our address when the session can be used. Throws where there
        /// is no way there, or the stream has ended before.
        /// </summary>
        public async Task<string> ConnectAsync(string host, int port = 5222)
        {
            if (Interlocked.Exchange(ref begun, 1) != 0) throw new HeadstockException(Status.State, "started already");
            await tcp.ConnectAsync(host, port).ConfigureAwait(false);
            Begin();
            return await ready.Task.ConfigureAwait(false);
        }

        /// <summary>
        /// Says goodbye, and waits until all has ended, at most for `limit`, else five seconds; then it is ended
        /// without. Throws what handlers threw and nobody heard of.
        /// </summary>
        public async Task CloseAsync(TimeSpan? limit = null)
        {
            if (begun == 0) throw new HeadstockException(Status.State, "not started yet");
            if (!over.Task.IsCompleted) Terminate();
            await Task.WhenAny(over.Task, Task.Delay(limit ?? TimeSpan.FromSeconds(5))).ConfigureAwait(false);
            tcp.Close();
            failures.Throw();
        }

        /// <summary>Ends it at once, without a goodbye; a second time does nothing.</summary>
        public override void Dispose()
        {
            base.Dispose();
            tcp.Close();
            ready.TrySetException(new ObjectDisposedException(nameof(TcpSession)));
        }

        internal override void Sent() { wake.Release(); }

        void Begin()
        {
            Start();
            Task.Run(RunAsync);
        }

        async Task RunAsync()
        {
            try { await MoveAsync(tcp.GetStream()).ConfigureAwait(false); }
            catch (ObjectDisposedException) { }  // by Dispose
            catch (Exception wrong) { End(wrong.Message); }
            finally
            {
                tcp.Close();
                ready.TrySetException(new HeadstockException(Status.Ended, "the connection has ended"));
                over.TrySetResult(true);
            }
        }

        /// <summary>Moves bytes until the stream has ended and its last words are sent.</summary>
        async Task MoveAsync(NetworkStream network)
        {
            var buffer = new byte[16384];
            Task<int> read = network.ReadAsync(buffer, 0, buffer.Length);
            Task woken = wake.WaitAsync();
            while (await FlushAsync(network).ConfigureAwait(false))
            {
                await AnyAsync(read, woken, Deadline).ConfigureAwait(false);
                if (woken.IsCompleted) woken = wake.WaitAsync();
                if (Deadline == TimeSpan.Zero) Expire();
                if (!read.IsCompleted) continue;
                int count = await read.ConfigureAwait(false);
                if (count == 0) Lost();
                else Receive(buffer, 0, count);
                if (count > 0) read = network.ReadAsync(buffer, 0, buffer.Length);
                else break;
            }
            TellAll();
        }

        /// <summary>Tells what has happened, and sends what is to be sent. Gives whether it goes on.</summary>
        async Task<bool> FlushAsync(NetworkStream network)
        {
            TellAll();
            byte[] output = TakeOutput();
            if (output.Length > 0) await network.WriteAsync(output, 0, output.Length).ConfigureAwait(false);
            return Need != Need.Close;
        }

        static async Task AnyAsync(Task read, Task woken, TimeSpan? deadline)
        {
            using (var stop = new CancellationTokenSource())
            {
                Task due = Task.Delay(deadline ?? Timeout.InfiniteTimeSpan, stop.Token);
                await Task.WhenAny(read, woken, due).ConfigureAwait(false);
                stop.Cancel();
            }
        }

        void TellAll()
        {
            for (Event e = NextEvent(); e != null; e = NextEvent())
            {
                Event told = e;
                string bound = e.Name == "ready" ? Address : null;
                Tell(e, wrong => failures.Add(this, HandlerFailed, wrong, told));
                if (bound != null) ready.TrySetResult(bound);
                if (e.Name == "disconnected") ready.TrySetException(new HeadstockException(e));
            }
        }

        /// <summary>The network said why it sends no more.</summary>
        void End(string why)
        {
            try
            {
                if (Need != Need.Close) Lost(why);
                TellAll();
            }
            catch (ObjectDisposedException) { }  // by Dispose
        }
    }
}
