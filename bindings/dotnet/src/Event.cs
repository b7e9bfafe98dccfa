// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Headstock
{
    /// <summary>
    /// What happened, as docs/guide/events.md says it. What has no property here is reached by its key; a key with
    /// nothing to say is null.
    /// </summary>
    public sealed class Event : EventArgs
    {
        /// <summary>All keys and what they say, as <see cref="Headstock.Json"/> reads it.</summary>
        public IDictionary<string, object> Values { get; }
        /// <summary>The event as it came.</summary>
        public string Json { get; }

        /// <summary>Reads an event. Throws a <c>FormatException</c> where it is no JSON object.</summary>
        public Event(string json)
        {
            Json = json;
            Values = Headstock.Json.Read(json) as Dictionary<string, object>;
            if (Values == null) throw new FormatException("an event is a JSON object");
        }

        /// <summary>What `key` says, or null.</summary>
        public object this[string key]
        {
            get { object value; return Values.TryGetValue(key, out value) ? value : null; }
        }

        /// <summary>The text of `key`; null where it says nothing, or no text.</summary>
        public string Text(string key) { return this[key] as string; }
        /// <summary>The number of `key`; 0 where it says none.</summary>
        public long Number(string key) { return this[key] as long? ?? 0; }
        /// <summary>Whether `key` is true.</summary>
        public bool Flag(string key) { return this[key] as bool? ?? false; }

        /// <summary>Its name: "message", "presence", "ready", …</summary>
        public string Name { get { return Text("event"); } }
        /// <summary>The sender's address.</summary>
        public string From { get { return Text("from"); } }
        /// <summary>The sender's bare JID.</summary>
        public string BareFrom { get { return From == null ? null : From.Split('/')[0]; } }
        /// <summary>The address that it was sent to.</summary>
        public string To { get { return Text("to"); } }
        /// <summary>The stanza's type.</summary>
        public string Type { get { return Text("type"); } }
        /// <summary>A message's text.</summary>
        public string Body { get { return Text("body"); } }
        /// <summary>Why, for people.</summary>
        public string Reason { get { return Text("reason"); } }
        /// <summary>The number of a question or request.</summary>
        public long Request { get { return Number("request"); } }
        /// <summary>What an answer or a request carries; null where that is nothing.</summary>
        public Payload Payload { get { return Headstock.Payload.Of(this["payload"]); } }

        /// <summary>What else a message or presence carries.</summary>
        public IList<Payload> Payloads
        {
            get
            {
                var made = new List<Payload>();
                foreach (object each in this["payloads"] as List<object> ?? new List<object>())
                    made.Add(Headstock.Payload.Of(each));
                return made;
            }
        }

        /// <summary>The event as it came.</summary>
        public override string ToString() { return Json; }
    }
}
