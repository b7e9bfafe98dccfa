// SPDX-License-Identifier: MIT
using System;

namespace Headstock
{
    /// <summary>Why a call failed, or what an event says of a login or a question that did.</summary>
    public class HeadstockException : Exception
    {
        /// <summary>What the call came to; <c>Ended</c> where an event told.</summary>
        public Status Status { get; }
        /// <summary>The condition of a stanza error (RFC 6120 §8.3.3), or null.</summary>
        public string Condition { get; }
        /// <summary>The error's category in the library, or null where a call failed.</summary>
        public string Category { get; }
        /// <summary>The error's number in its category.</summary>
        public long Code { get; }

        /// <summary>An exception with the words of <c>hs_last_error</c>.</summary>
        public HeadstockException(Status status, string words) : base(words)
        {
            Status = status;
        }

        /// <summary>What an event with a reason says.</summary>
        public HeadstockException(Event why) : base(why.Reason ?? why.Name)
        {
            Status = Status.Ended;
            Condition = why.Text("condition");
            Category = why.Text("category");
            Code = why.Number("code");
        }
    }
}
