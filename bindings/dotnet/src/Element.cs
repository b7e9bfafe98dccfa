// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Headstock
{
    /// <summary>An attribute; namespace declarations are none.</summary>
    public struct Attribute
    {
        /// <summary>Its name, without a prefix.</summary>
        public string Name;
        /// <summary>Its namespace: empty for all that have no prefix.</summary>
        public string Namespace;
        /// <summary>Its value.</summary>
        public string Value;
    }

    /// <summary>
    /// An XML element. It belongs to one thread at a time: a second gets <see cref="Status.Busy"/>. One that a rule was
    /// given is good until the rule returns, and cannot be changed; <see cref="Copy"/> keeps it.
    /// </summary>
    public sealed class Element : IDisposable
    {
        readonly ElementHandle handle;

        internal Element(ulong number, bool owns) { handle = new ElementHandle(number, owns); }

        /// <summary>Makes an element without content. Throws where XML could not say it.</summary>
        public Element(string tag, string ns = "") : this(New(tag, ns), true) { }

        static ulong New(string tag, string ns)
        {
            var name = new Utf8(tag);
            var place = new Utf8(ns);
            ulong made;
            Library.Check(Native.hs_element_new(name.Bytes, name.Length, place.Bytes, place.Length, out made));
            return made;
        }

        /// <summary>Reads one whole document, by the rules of XMPP.</summary>
        public static Element Parse(string xml)
        {
            var text = new Utf8(xml);
            ulong made;
            Library.Check(Native.hs_element_parse(text.Bytes, text.Length, out made));
            return new Element(made, true);
        }

        /// <summary>Makes the payload that `json` says, a text or what <see cref="Json.Write"/> writes.</summary>
        public static Element FromJson(string type, object json)
        {
            var name = new Utf8(type);
            var text = new Utf8(Json.Of(json));
            ulong made;
            Library.Check(Native.hs_element_from_json(name.Bytes, name.Length, text.Bytes, text.Length, out made));
            return new Element(made, true);
        }

        /// <summary>A copy of one's own.</summary>
        public Element Copy() { return Made(Native.hs_element_copy); }

        /// <summary>The element's name, without its prefix.</summary>
        public string Tag { get { return Library.Text(handle.Call, Native.hs_element_tag); } }
        /// <summary>The element's namespace.</summary>
        public string Namespace { get { return Library.Text(handle.Call, Native.hs_element_namespace); } }
        /// <summary>Its own text, without that of its children.</summary>
        public string Text { get { return Library.Text(handle.Call, Native.hs_element_content); } }
        /// <summary>The element as XML that stands alone.</summary>
        public string Xml { get { return Library.Text(handle.Call, Native.hs_element_xml); } }

        /// <summary>The element as a payload.</summary>
        public Payload ToPayload()
        {
            return Payload.Of(Json.Read(Library.Text(handle.Call, Native.hs_element_json)));
        }

        /// <summary>The value of an attribute; null where it is absent.</summary>
        public string Attribute(string name, string ns = "")
        {
            var key = new Utf8(name);
            var place = new Utf8(ns);
            return Library.Text(handle.Call, (ulong h, out NativeText value) => Native.hs_element_attribute(
                h, key.Bytes, key.Length, place.Bytes, place.Length, out value));
        }

        /// <summary>All attributes, in order.</summary>
        public IList<Attribute> Attributes()
        {
            var all = new List<Attribute>();
            var at = new Attribute();
            while (Library.Check(handle.Call(h => AttributeAt(h, all.Count, ref at))) == Status.Ok) all.Add(at);
            return all;
        }

        static int AttributeAt(ulong element, int index, ref Attribute into)
        {
            NativeText name, ns, value;
            int status = Native.hs_element_attribute_at(element, new UIntPtr((uint)index), out name, out ns, out value);
            if (status == 0)
                into = new Attribute { Name = name.ToString(), Namespace = ns.ToString(), Value = value.ToString() };
            return status;
        }

        /// <summary>A copy of the child element at `index`; null behind the last.</summary>
        public Element Child(int index)
        {
            if (index < 0) throw new ArgumentOutOfRangeException(nameof(index));
            return Made((ulong h, out ulong made) => Native.hs_element_child(h, new UIntPtr((uint)index), out made));
        }

        /// <summary>A copy of the first child of that name; null where there is none.</summary>
        public Element Find(string tag, string ns = "")
        {
            var name = new Utf8(tag);
            var place = new Utf8(ns);
            return Made((ulong h, out ulong made) => Native.hs_element_find(h, name.Bytes, name.Length, place.Bytes,
                                                                            place.Length, out made));
        }

        /// <summary>Copies of all child elements, made as they are asked for.</summary>
        public IEnumerable<Element> Children()
        {
            Element child;
            for (int i = 0; (child = Child(i)) != null; ++i) yield return child;
        }

        /// <summary>Gives an attribute a value, whether it was there or not. Gives the element itself.</summary>
        public Element SetAttribute(string name, string value, string ns = "")
        {
            var key = new Utf8(name);
            var text = new Utf8(value);
            var place = new Utf8(ns);
            Library.Check(handle.Call(h => Native.hs_element_set_attribute(h, key.Bytes, key.Length, place.Bytes,
                                                                           place.Length, text.Bytes, text.Length)));
            return this;
        }

        /// <summary>Adds text behind the content. Gives the element itself.</summary>
        public Element AddText(string text)
        {
            var added = new Utf8(text);
            Library.Check(handle.Call(h => Native.hs_element_add_text(h, added.Bytes, added.Length)));
            return this;
        }

        /// <summary>Adds a copy of `child` behind the content. Gives the element itself.</summary>
        public Element Add(Element child)
        {
            Library.Check(Call(h => child.Call(other => Native.hs_element_add(h, other))));
            return this;
        }

        /// <summary>The element as XML that stands alone.</summary>
        public override string ToString() { return Xml; }

        /// <summary>Frees it; a second time does nothing.</summary>
        public void Dispose() { handle.Dispose(); }

        internal int Call(Func<ulong, int> work) { return handle.Call(work); }

        delegate int Making(ulong handle, out ulong made);

        Element Made(Making work)
        {
            ulong made = 0;
            Status status = Library.Check(handle.Call(h => work(h, out made)));
            return status == Status.None ? null : new Element(made, true);
        }
    }
}
