// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Headstock
{
    /// <summary>What an element means: a value of a type, or its XML where no type is known that reads it.</summary>
    public sealed class Payload
    {
        /// <summary>As in "version.Info"; null where no type reads it.</summary>
        public string Type { get; }
        /// <summary>What it says, as <see cref="Json"/> reads it; null where no type reads it.</summary>
        public object Value { get; }
        /// <summary>Its XML, where no type reads it; else null.</summary>
        public string Xml { get; }

        Payload(IDictionary<string, object> json)
        {
            object found;
            Type = json.TryGetValue("type", out found) ? found as string : null;
            Value = json.TryGetValue("value", out found) ? found : null;
            Xml = json.TryGetValue("xml", out found) ? found as string : null;
        }

        internal static Payload Of(object json)
        {
            var members = json as Dictionary<string, object>;
            return members == null ? null : new Payload(members);
        }

        /// <summary>What `key` of the value says, or null.</summary>
        public object this[string key]
        {
            get
            {
                object found = null;
                var members = Value as Dictionary<string, object>;
                return members != null && members.TryGetValue(key, out found) ? found : null;
            }
        }
    }
}
