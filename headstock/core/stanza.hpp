// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "headstock/bridge/element.hpp"
#include "headstock/bridge/payload.hpp"
#include "headstock/core/jid.hpp"
#include "headstock/core/stanza_failure.hpp"

namespace headstock::core {

/// What messages, presences and iqs have in common (RFC 6120 §8.1).
///
/// A stanza that a handler is given only shows what the parser holds, and is good until the handler returns; a copy of
/// it owns its content and may be kept.
class Stanza {
public:
    [[nodiscard]] bridge::View view() const { return element_ ? element_->view() : *view_; }
    /// Who sent it; empty where the stream says it without words: our own account, or its server.
    [[nodiscard]] const Jid& from() const { return from_; }
    [[nodiscard]] const Jid& to() const { return to_; }
    [[nodiscard]] std::string_view id() const { return view().attribute("id").value_or(""); }
    /// The language of its texts, where they do not say another: of the stanza, else of the stream; may be empty.
    [[nodiscard]] std::string_view language() const;

    /// The first payload of that name, read. Fails with `PayloadErrc::missing` where there is none.
    template <bridge::Payload T>
    [[nodiscard]] Result<T> payload() const {
        const auto found = view().child(bridge::name_of<T>());
        if (!found) return fail(make_error_code(bridge::PayloadErrc::missing), std::string(bridge::name_of<T>().tag));
        return bridge::read<T>(*found);
    }
    /// Whether it carries a payload of that name, well-formed or not.
    template <bridge::Payload T>
    [[nodiscard]] bool has() const {
        return view().has_child(bridge::name_of<T>());
    }
    /// What was wrong, in a stanza of type error.
    [[nodiscard]] std::optional<StanzaFailure> failure() const;

    Stanza(const Stanza& other);
    Stanza(Stanza&& other) noexcept = default;
    Stanza& operator=(const Stanza& other);
    Stanza& operator=(Stanza&& other) noexcept = default;
    ~Stanza() = default;

protected:
    /// A new stanza to build.
    explicit Stanza(std::string_view tag);
    /// A received one. `from` and `to` are those of `view`, read already.
    Stanza(bridge::View view, Jid from, Jid to) : view_(view), from_(std::move(from)), to_(std::move(to)) {}

    /// The element to change; a received stanza is copied first.
    bridge::Element& edit();
    void address(Jid& field, std::string_view attribute, Jid value);
    void attribute(std::string_view name, std::string_view value);
    void child_text(std::string_view tag, std::string_view text, std::string_view language);
    [[nodiscard]] std::string text_of(std::string_view tag, std::string_view language) const;

    std::optional<bridge::Element> element_;
    std::optional<bridge::View> view_;
    Jid from_;
    Jid to_;
};

/// The addresses of a received stanza: fails with the address' own error when one of them is none (RFC 7622).
struct Addresses {
    Jid from;
    Jid to;
    [[nodiscard]] static Result<Addresses> read(bridge::View stanza);
};

/// What each kind of stanza adds: changes that give the stanza back, to be chained.
template <class Self>
class StanzaOf : public Stanza {
public:
    using Stanza::from;
    using Stanza::id;
    using Stanza::to;
    Self& to(Jid to) { return address(to_, "to", std::move(to)), self(); }
    Self& from(Jid from) { return address(from_, "from", std::move(from)), self(); }
    Self& id(std::string_view id) { return attribute("id", id), self(); }
    Self& language(std::string_view language) { return edit().attribute(bridge::xml_lang, language), self(); }
    using Stanza::language;
    /// Adds a payload behind the others.
    template <bridge::Payload T>
    Self& add(const T& payload) {
        return edit().add(bridge::write(payload)), self();
    }
    /// Adds a child of any kind behind the others.
    Self& add(bridge::View child) { return edit().add(child), self(); }
    Self& add(const bridge::Element& child) { return add(child.view()); }
    /// Answers `this` with an error: same id, addresses swapped, type error (RFC 6120 §8.3.1).
    [[nodiscard]] Self error_reply(const StanzaFailure& failure) const {
        Self reply = blank();
        reply.attribute("type", "error");
        if (!this->id().empty()) reply.id(this->id());
        if (!from_.empty()) reply.to(from_);
        reply.add(failure.write());
        return reply;
    }

protected:
    using Stanza::Stanza;
    Self& self() { return static_cast<Self&>(*this); }
    [[nodiscard]] static Self blank() { return Self(); }
};

}  // namespace headstock::core
