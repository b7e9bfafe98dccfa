// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Headstock
{
    /// <summary>A text on its way into the library: UTF-8 and its length. Null stays null.</summary>
    struct Utf8
    {
        static readonly Encoding Strict = new UTF8Encoding(false, true);

        public readonly byte[] Bytes;
        public UIntPtr Length { get { return new UIntPtr((uint)(Bytes == null ? 0 : Bytes.Length)); } }

        /// <summary>Throws an <c>ArgumentException</c> where half of a surrogate pair stands alone.</summary>
        public Utf8(string text)
        {
            Bytes = text == null ? null : Strict.GetBytes(text);
        }

        /// <summary>Forgets a secret.</summary>
        public void Wipe()
        {
            if (Bytes != null) Array.Clear(Bytes, 0, Bytes.Length);
        }

        public static byte[] Copy(IntPtr data, UIntPtr length)
        {
            var bytes = new byte[checked((int)length)];
            if (bytes.Length > 0) Marshal.Copy(data, bytes, 0, bytes.Length);
            return bytes;
        }

        public static string Text(IntPtr data, UIntPtr length)
        {
            return Strict.GetString(Copy(data, length));
        }

        /// <summary>A text that ends in a 0.</summary>
        public static string Text(IntPtr data)
        {
            int length = 0;
            while (Marshal.ReadByte(data, length) != 0) ++length;
            return Text(data, new UIntPtr((uint)length));
        }
    }
}
