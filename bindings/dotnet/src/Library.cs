// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Headstock
{
    /// <summary>What the native library says of itself.</summary>
    public static class Library
    {
        /// <summary>The interface that this assembly was written for.</summary>
        public const int AbiVersion = 1;
        /// <summary>The interface that the library has; at least <see cref="AbiVersion"/>.</summary>
        public static long NativeAbiVersion { get { return Native.hs_abi_version(); } }
        /// <summary>The library's version, as in "0.1.0".</summary>
        public static string Version { get { return Utf8.Text(Native.hs_version()); } }

        /// <summary>What a status means, in words for people.</summary>
        public static string Words(Status status) { return Utf8.Text(Native.hs_status_words((int)status)); }

        /// <summary>The payload types: each a dictionary of <c>type</c>, <c>tags</c> and <c>namespaces</c>.</summary>
        public static List<object> PayloadTypes()
        {
            NativeText json;
            Check(Native.hs_payload_types(out json));
            return (List<object>)Json.Read(json.ToString());
        }

        /// <summary>Throws what the calling thread's last failure was, where `status` is one.</summary>
        internal static Status Check(int status)
        {
            if (status >= 0) return (Status)status;
            NativeText words;
            string said = Native.hs_last_error(0, out words) == 0 ? words.ToString() : Words((Status)status);
            if (status == (int)Status.Memory) throw new OutOfMemoryException(said);
            throw new HeadstockException((Status)status, said);
        }

        internal delegate int Texting(ulong handle, out NativeText text);

        /// <summary>A text that a call gives, or null where there is none.</summary>
        internal static string Text(Func<Func<ulong, int>, int> call, Texting work)
        {
            NativeText text = default(NativeText);
            Status status = Check(call(h => work(h, out text)));
            return status == Status.None ? null : text.ToString();
        }
    }
}
