// SPDX-License-Identifier: MIT
namespace Headstock
{
    /// <summary>What a call came to: <c>hs_status</c>. What is below zero is an error.</summary>
    public enum Status
    {
        /// <summary>Done.</summary>
        Ok = 0,
        /// <summary>There is none: no such attribute, no event yet, no deadline.</summary>
        None = 1,
        /// <summary>A rule paused the parser.</summary>
        Paused = 2,
        /// <summary>A rule stopped the parser.</summary>
        Stopped = 3,
        /// <summary>Null where something must be, or a number out of its range.</summary>
        Argument = -1,
        /// <summary>No such handle.</summary>
        Handle = -2,
        /// <summary>Another thread is inside, or the call may not be made from a callback.</summary>
        Busy = -3,
        /// <summary>No memory.</summary>
        Memory = -4,
        /// <summary>Not now: not started yet, started already, not connected.</summary>
        State = -5,
        /// <summary>Not the XML of XMPP, or nothing that XML could say.</summary>
        Xml = -6,
        /// <summary>No JSON, or none that is understood here.</summary>
        Json = -7,
        /// <summary>Not a JID.</summary>
        Address = -8,
        /// <summary>Too much waits: to be sent, or to be taken.</summary>
        Full = -9,
        /// <summary>It took too long.</summary>
        Timeout = -10,
        /// <summary>It is over, or was refused; the words say why.</summary>
        Ended = -11,
        /// <summary>No payload type of that name, no rule, no open request of that number.</summary>
        Unknown = -12,
        /// <summary>A fault of the library's own.</summary>
        Internal = -13
    }
}
