// SPDX-License-Identifier: MIT
using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;

namespace Headstock
{
    /// <summary>
    /// A handle of the library, freed once. Its number has 64 bits, for which an <c>IntPtr</c> may be too small: it is
    /// kept here, and the base class only counts who is inside.
    /// </summary>
    abstract class Handle : SafeHandle
    {
        protected readonly ulong number;

        protected Handle(ulong number, bool owns = true) : base(IntPtr.Zero, owns)
        {
            this.number = number;
        }

        public override bool IsInvalid { get { return number == 0; } }

        /// <summary>Makes a call with the number. Who disposes meanwhile, frees when the call has left.</summary>
        public virtual int Call(Func<ulong, int> work)
        {
            bool inside = false;
            try
            {
                DangerousAddRef(ref inside);  // throws ObjectDisposedException
                return work(number);
            }
            finally
            {
                if (inside) DangerousRelease();
            }
        }
    }

    sealed class ElementHandle : Handle
    {
        public ElementHandle(ulong number, bool owns) : base(number, owns) { }
        protected override bool ReleaseHandle() { return Native.hs_element_free(number) == 0; }
    }

    sealed class ParserHandle : Handle
    {
        public ParserHandle(ulong number) : base(number) { }
        protected override bool ReleaseHandle() { return Native.hs_parser_free(number) == 0; }
    }

    sealed class SessionHandle : Handle
    {
        public SessionHandle(ulong number) : base(number) { }
        protected override bool ReleaseHandle() { return Native.hs_session_free(number) == 0; }
    }

    sealed class ClientHandle : Handle
    {
        static readonly ConcurrentDictionary<ulong, bool> Open = new ConcurrentDictionary<ulong, bool>();

        /// <summary>
        /// Mono would wait for ever for a client's thread, when the program ends without disposing it.
        /// </summary>
        static ClientHandle()
        {
            AppDomain.CurrentDomain.ProcessExit += (_, e) =>
            {
                foreach (ulong each in Open.Keys) Native.hs_client_free(each);
            };
        }

        public ClientHandle(ulong number) : base(number) { Open[number] = true; }

        /// <summary>Who waits inside keeps nobody from freeing: that ends the wait.</summary>
        public override int Call(Func<ulong, int> work)
        {
            if (IsClosed) throw new ObjectDisposedException(nameof(Client));
            int status = work(number);
            if (status == (int)Status.Handle && IsClosed) throw new ObjectDisposedException(nameof(Client));
            GC.KeepAlive(this);
            return status;
        }

        protected override bool ReleaseHandle()
        {
            bool here;
            Open.TryRemove(number, out here);
            int status = Native.hs_client_free(number);
            if (status != (int)Status.Busy) return status == 0;
            // Disposed by a handler: the client's own thread cannot wait for its own end.
            ulong late = number;
            ThreadPool.QueueUserWorkItem(_ => Native.hs_client_free(late));
            return true;
        }
    }
}
