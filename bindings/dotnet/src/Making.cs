// SPDX-License-Identifier: MIT
using System;

namespace Headstock
{
    /// <summary>Makes sessions and clients, and wipes our copy of the password.</summary>
    static class Making
    {
        public delegate int Function(byte[] address, UIntPtr addressLength, byte[] password, UIntPtr passwordLength,
                                     byte[] options, UIntPtr optionsLength, out ulong made);

        public static ulong Make(Function make, string address, string password, object options)
        {
            var account = new Utf8(address);
            var secret = new Utf8(password);
            var wishes = new Utf8(Json.Of(options));
            ulong made;
            try
            {
                Library.Check(make(account.Bytes, account.Length, secret.Bytes, secret.Length, wishes.Bytes,
                                   wishes.Length, out made));
            }
            finally { secret.Wipe(); }
            return made;
        }
    }
}
