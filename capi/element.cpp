// SPDX-License-Identifier: MIT
#include "capi/element.hpp"

#include "capi/call.hpp"
#include "capi/payload_types.hpp"

#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/writer.hpp"

using namespace headstock;
using namespace headstock::capi;

namespace {

hs_status make(hs_element* made, bridge::Element element) {
    *made = handles().add(std::make_shared<ElementObject>(std::move(element)));
    return HS_OK;
}

template <class Work>
hs_status on(hs_element element, Work work) noexcept {
    return call<ElementObject>(element, std::move(work));
}

/// Ends the call where XML cannot say it.
void check_writable(const bridge::Element& element) {
    std::string xml;
    value(bridge::write(element, xml));
}

/// Does `work` with an element of the caller's own.
template <class Work>
hs_status change(hs_element element, Work work) noexcept {
    return on(element, [&](ElementObject& object) {
        if (!object.own()) refuse(HS_E_STATE, "an element that a callback is shown cannot be changed: copy it");
        work(*object.own());
    });
}

}  // namespace

hs_status hs_element_new(const char* tag, size_t tag_length, const char* ns, size_t ns_length, hs_element* made) {
    return call([&] {
        out(made);
        bridge::Element element(text(tag, tag_length), text(ns, ns_length));
        check_writable(element);
        return make(made, std::move(element));
    });
}

hs_status hs_element_parse(const char* xml, size_t length, hs_element* made) {
    return call([&] {
        out(made);
        return make(made, value(bridge::parse_element(text(xml, length))));
    });
}

hs_status hs_element_from_json(const char* type, size_t type_length, const char* json, size_t json_length,
                               hs_element* made) {
    return call([&] {
        out(made);
        return make(made, payload_of(text(type, type_length), text(json, json_length)));
    });
}

hs_status hs_element_copy(hs_element element, hs_element* made) {
    return on(element, [&](const ElementObject& object) {
        out(made);
        return make(made, object.view().own());
    });
}

hs_status hs_element_free(hs_element element) { return release(element, Kind::element); }

hs_status hs_element_tag(hs_element element, hs_text* tag) {
    return on(element, [&](const ElementObject& object) { give(&out(tag), std::string(object.view().tag())); });
}

hs_status hs_element_namespace(hs_element element, hs_text* ns) {
    return on(element, [&](const ElementObject& object) { give(&out(ns), std::string(object.view().ns())); });
}

hs_status hs_element_attribute(hs_element element, const char* name, size_t name_length, const char* ns,
                               size_t ns_length, hs_text* value) {
    return on(element, [&](const ElementObject& object) {
        out(value);
        const auto found = object.view().attribute(bridge::Name{text(name, name_length), text(ns, ns_length)});
        if (!found) return HS_NONE;
        give(value, std::string(*found));
        return HS_OK;
    });
}

hs_status hs_element_attribute_at(hs_element element, size_t index, hs_text* name, hs_text* ns, hs_text* value) {
    return on(element, [&](const ElementObject& object) {
        for (hs_text* const each : {name, ns, value})
            if (each) *each = {};
        for (const bridge::AttributeView& attribute : object.view().attributes()) {
            if (index-- > 0) continue;
            give(name, std::string(attribute.name.tag), 0);
            give(ns, std::string(attribute.name.ns), 1);
            give(value, std::string(attribute.value), 2);
            return HS_OK;
        }
        return HS_NONE;
    });
}

hs_status hs_element_content(hs_element element, hs_text* content) {
    return on(element, [&](const ElementObject& object) { give(&out(content), object.view().text()); });
}

hs_status hs_element_child(hs_element element, size_t index, hs_element* made) {
    return on(element, [&](const ElementObject& object) -> hs_status {
        out(made);
        for (const bridge::View child : object.view().children())
            if (index-- == 0) return make(made, child.own());
        return HS_NONE;
    });
}

hs_status hs_element_find(hs_element element, const char* tag, size_t tag_length, const char* ns, size_t ns_length,
                          hs_element* made) {
    return on(element, [&](const ElementObject& object) -> hs_status {
        out(made);
        const auto found = object.view().child({text(tag, tag_length), text(ns, ns_length)});
        return found ? make(made, found->own()) : HS_NONE;
    });
}

hs_status hs_element_xml(hs_element element, hs_text* xml) {
    return on(element, [&](const ElementObject& object) {
        out(xml);
        std::string written;
        value(bridge::write(object.view(), written));
        give(xml, std::move(written));
    });
}

hs_status hs_element_json(hs_element element, hs_text* json) {
    return on(element, [&](const ElementObject& object) { give(&out(json), dump(payload_json(object.view()))); });
}

hs_status hs_element_set_attribute(hs_element element, const char* name, size_t name_length, const char* ns,
                                   size_t ns_length, const char* value, size_t value_length) {
    return change(element, [&](bridge::Element& own) {
        const bridge::Name named{text(name, name_length), text(ns, ns_length)};
        const std::string_view words = text(value, value_length);
        check_writable(bridge::Element("a", "").attribute(named, words));
        own.attribute(named, words);
    });
}

hs_status hs_element_add_text(hs_element element, const char* content, size_t length) {
    return change(element, [&](bridge::Element& own) {
        const std::string_view words = text(content, length);
        std::string escaped;
        value(bridge::write_escaped(words, escaped));
        own.text(words);
    });
}

hs_status hs_element_add(hs_element element, hs_element child) {
    return on(child, [&](const ElementObject& added) {
        const bridge::Element copy = added.view().own();
        const hs_status status = change(element, [&](bridge::Element& own) { own.add(copy); });
        if (status < 0) refuse(status, thread_failure());
    });
}
