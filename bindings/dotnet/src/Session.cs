// SPDX-License-Identifier: MIT
using System;
using System.Runtime.ExceptionServices;

namespace Headstock
{
    /// <summary>What a session waits for from whoever moves its bytes.</summary>
    public enum Need
    {
        /// <summary>Nothing but bytes.</summary>
        Nothing = 0,
        /// <summary>With "outside" only: send the output, make TLS, call <see cref="Session.Encrypted"/>.</summary>
        Encryption = 1,
        /// <summary>Send the output, end the connection; it is over.</summary>
        Close = 2
    }

    /// <summary>
    /// A session without a socket: bytes in, bytes out. Any thread may call it: one waits for the other. Events wait
    /// until they are taken, by <see cref="Dispatch"/> or by <see cref="NextEvent"/>; handlers run within the former.
    /// </summary>
    public class Session : Entity
    {
        readonly object gate = new object();

        /// <summary>Makes a session; for `options` see <c>hs_session_new</c>, and <see cref="Client"/>.</summary>
        public Session(string address, string password, object options = null)
            : base(new SessionHandle(Making.Make(Native.hs_session_new, address, password, options))) { }

        /// <summary>Begins: the network stands. `channel` is for "outside" only.</summary>
        public void Start(object channel = null)
        {
            var json = new Utf8(Json.Of(channel));
            Do(h => Native.hs_session_start(h, json.Bytes, json.Length));
        }

        /// <summary>Takes bytes from the network.</summary>
        public void Receive(byte[] bytes) { Receive(bytes, 0, bytes.Length); }

        /// <summary>
        /// Takes a part of `bytes`. <see cref="Status.Full"/>, and nothing was taken: take events first. That the
        /// stream has ended is no exception: an event and <see cref="Need"/> tell.
        /// </summary>
        public void Receive(byte[] bytes, int offset, int count)
        {
            var part = new ArraySegment<byte>(bytes, offset, count);
            if (part.Count == 0) return;
            var size = new UIntPtr((uint)count);
            Do(h => UnlessEnded(Native.hs_session_receive(h, ref bytes[offset], size)));
        }

        static int UnlessEnded(int status) { return status == (int)Status.Ended ? 0 : status; }

        /// <summary>Says that the network sends no more, and what it said of that.</summary>
        public void Lost(string why = null)
        {
            var words = new Utf8(why);
            Do(h => Native.hs_session_lost(h, words.Bytes, words.Length));
        }

        /// <summary>Takes all that must go to the network.</summary>
        public byte[] TakeOutput()
        {
            byte[] bytes = null;
            Library.Check(Call(h =>
            {
                NativeText output;
                int status = Native.hs_session_output(h, out output);
                if (status < 0) return status;
                bytes = output.Bytes();
                return Native.hs_session_consume(h, output.Length);
            }));
            return bytes;
        }

        /// <summary>What it waits for.</summary>
        public Need Need
        {
            get
            {
                int need = 0;
                Library.Check(Call(h => Native.hs_session_need(h, out need)));
                return (Need)need;
            }
        }

        /// <summary>Says that TLS stands, and that the certificate was verified for the account's domain.</summary>
        public void Encrypted(object channel = null)
        {
            var json = new Utf8(Json.Of(channel));
            Do(h => Native.hs_session_encrypted(h, json.Bytes, json.Length));
        }

        /// <summary>How long until <see cref="Expire"/> has something to do; null while nothing is awaited.</summary>
        public TimeSpan? Deadline
        {
            get
            {
                ulong milliseconds = 0;
                Status status = Library.Check(Call(h => Native.hs_session_deadline(h, out milliseconds)));
                return status == Status.None ? (TimeSpan?)null : TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        /// <summary>Ends what has waited too long.</summary>
        public void Expire() { Do(Native.hs_session_expire); }

        /// <summary>
        /// Says goodbye; <see cref="Need.Close"/> comes when the server has said it too, or has not in time.
        /// </summary>
        public void Terminate() { Do(Native.hs_session_terminate); }

        /// <summary>Takes the next event; null where none waits. No handler hears of it.</summary>
        public Event NextEvent()
        {
            string json = Text(Native.hs_session_event);
            return json == null ? null : new Event(json);
        }

        /// <summary>
        /// Takes all events and tells the handlers, here. Throws what the first handler threw that did, once the others
        /// have heard of the same event; the events behind it wait.
        /// </summary>
        public void Dispatch()
        {
            for (Event e = NextEvent(); e != null; e = NextEvent())
            {
                Exception first = null;
                Tell(e, wrong => first = first ?? wrong);
                if (first != null) ExceptionDispatchInfo.Capture(first).Throw();
            }
        }

        /// <summary>
        /// What another process needs to go on (XEP-0198), a secret; null where it cannot be resumed.
        /// </summary>
        public string SaveState() { return Text(Native.hs_session_state); }

        /// <summary>Goes on with it, at the next start.</summary>
        public void Restore(string state)
        {
            var text = new Utf8(state);
            Library.Check(Call(h => Native.hs_session_restore(h, text.Bytes, text.Length)));
        }

        internal override int Call(Func<ulong, int> work)
        {
            lock (gate) return base.Call(work);
        }
    }
}
