// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.ptr.LongByReference;

import java.util.ArrayList;
import java.util.List;

/**
 * An XML element. It belongs to one thread at a time: a second gets BUSY. One that a rule was given is good until the
 * rule returns, and cannot be changed; {@link #copy} keeps it. After {@link #close} every call throws an
 * IllegalStateException.
 */
public final class Element implements AutoCloseable {
    /** An attribute; namespace declarations are none. */
    public static final class Attribute {
        /** Its name, without a prefix. */
        public final String name;
        /** Its namespace: empty for all that have no prefix. */
        public final String namespace;
        /** Its value. */
        public final String value;

        Attribute(String name, String namespace, String value) {
            this.name = name;
            this.namespace = namespace;
            this.value = value;
        }
    }

    private final Handle handle;

    Element(long number, boolean owns) {
        handle = new Handle(this, number, owns ? Core.C::hs_element_free : null);
    }

    /** Makes an element without namespace and content. */
    public Element(String tag) {
        this(tag, "");
    }

    /** Makes an element without content. Throws where XML could not say it. */
    public Element(String tag, String ns) {
        this(make(tag, ns), true);
    }

    private static long make(String tag, String ns) {
        Utf8 name = new Utf8(tag);
        Utf8 place = new Utf8(ns);
        LongByReference made = new LongByReference();
        Handle.check(Core.C.hs_element_new(name.bytes, name.length, place.bytes, place.length, made));
        return made.getValue();
    }

    /** Reads one whole document, by the rules of XMPP. */
    public static Element parse(String xml) {
        Utf8 text = new Utf8(xml);
        LongByReference made = new LongByReference();
        Handle.check(Core.C.hs_element_parse(text.bytes, text.length, made));
        return new Element(made.getValue(), true);
    }

    /** Makes the payload that {@code json} says, a text or what {@link Json#write} writes. */
    public static Element fromJson(String type, Object json) {
        Utf8 name = new Utf8(type);
        Utf8 text = new Utf8(Json.of(json));
        LongByReference made = new LongByReference();
        Handle.check(Core.C.hs_element_from_json(name.bytes, name.length, text.bytes, text.length, made));
        return new Element(made.getValue(), true);
    }

    /** A copy of one's own. */
    public Element copy() {
        return made(Core.C::hs_element_copy);
    }

    /** The element's name, without its prefix. */
    public String tag() {
        return handle.text(Core.C::hs_element_tag);
    }

    /** The element's namespace. */
    public String namespace() {
        return handle.text(Core.C::hs_element_namespace);
    }

    /** Its own text, without that of its children. */
    public String text() {
        return handle.text(Core.C::hs_element_content);
    }

    /** The element as XML that stands alone. */
    public String xml() {
        return handle.text(Core.C::hs_element_xml);
    }

    /** The element as a payload. */
    public Payload toPayload() {
        return Payload.of(Json.read(handle.text(Core.C::hs_element_json)));
    }

    /** The value of an attribute that has no prefix; null where it is absent. */
    public String attribute(String name) {
        return attribute(name, "");
    }

    /** The value of an attribute; null where it is absent. */
    public String attribute(String name, String ns) {
        Utf8 key = new Utf8(name);
        Utf8 place = new Utf8(ns);
        return handle.text(
            (h, value) -> Core.C.hs_element_attribute(h, key.bytes, key.length, place.bytes, place.length, value));
    }

    /** All attributes, in order. */
    public List<Attribute> attributes() {
        List<Attribute> all = new ArrayList<>();
        Core.Text name = new Core.Text();
        Core.Text ns = new Core.Text();
        Core.Text value = new Core.Text();
        Handle.Work next = h -> Core.C.hs_element_attribute_at(h, new Core.Size(all.size()), name, ns, value);
        while (handle.call(next) == Status.OK)
            all.add(new Attribute(name.toString(), ns.toString(), value.toString()));
        return all;
    }

    /** A copy of the child element at {@code index}; null behind the last. */
    public Element child(int index) {
        if (index < 0) throw new IndexOutOfBoundsException("child " + index);
        return made((h, made) -> Core.C.hs_element_child(h, new Core.Size(index), made));
    }

    /** Copies of all child elements. */
    public List<Element> children() {
        List<Element> all = new ArrayList<>();
        for (Element each = child(0); each != null; each = child(all.size())) all.add(each);
        return all;
    }

    /** A copy of the first child of that name; null where there is none. */
    public Element find(String tag, String ns) {
        Utf8 name = new Utf8(tag);
        Utf8 place = new Utf8(ns);
        return made((h, made) -> Core.C.hs_element_find(h, name.bytes, name.length, place.bytes, place.length, made));
    }

    /** Gives an attribute without a prefix a value. Gives the element itself. */
    public Element setAttribute(String name, String value) {
        return setAttribute(name, "", value);
    }

    /** Gives an attribute a value, whether it was there or not. Gives the element itself. */
    public Element setAttribute(String name, String ns, String value) {
        Utf8 key = new Utf8(name);
        Utf8 place = new Utf8(ns);
        Utf8 text = new Utf8(value);
        handle.call(h -> Core.C.hs_element_set_attribute(h, key.bytes, key.length, place.bytes, place.length,
                                                         text.bytes, text.length));
        return this;
    }

    /** Adds text behind the content. Gives the element itself. */
    public Element addText(String text) {
        Utf8 added = new Utf8(text);
        handle.call(h -> Core.C.hs_element_add_text(h, added.bytes, added.length));
        return this;
    }

    /** Adds a copy of {@code child} behind the content. Gives the element itself. */
    public Element add(Element child) {
        child.handle.call(other -> handle.call(h -> Core.C.hs_element_add(h, other)).number());
        return this;
    }

    /** The element as XML that stands alone. */
    @Override
    public String toString() {
        return xml();
    }

    /** Frees it; a second time does nothing. */
    @Override
    public void close() {
        handle.close();
    }

    int send(long entity, LongByReference delivery) {
        return handle.call(h -> Core.C.hs_send_element(entity, h, delivery)).number();
    }

    private interface Making {
        int call(long number, LongByReference made);
    }

    private Element made(Making work) {
        LongByReference made = new LongByReference();
        return handle.call(h -> work.call(h, made)) == Status.NONE ? null : new Element(made.getValue(), true);
    }
}
