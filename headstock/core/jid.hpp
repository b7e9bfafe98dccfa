// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "headstock/base/error.hpp"
#include "headstock/core/address_error.hpp"

namespace headstock::core {

/// An XMPP address, local@domain/resource (RFC 7622). Always valid and in its one prepared form, so that two addresses
/// are the same when their texts are equal; or empty, for "no address". A resource keeps its ASCII spaces, leading ones
/// too: RFC 7622 §3.5 shows one as wrong, yet the profile that §3.4 names allows them, and a peer's are not ours to
/// drop.
class Jid {
public:
    /// No address.
    Jid() = default;
    Jid(const Jid&) = default;
    Jid(Jid&& other) noexcept
        : text_(std::move(other.text_)),
          local_size_(std::exchange(other.local_size_, std::uint16_t{0})),
          domain_size_(std::exchange(other.domain_size_, std::uint16_t{0})) {
        other.text_.clear();
    }
    Jid& operator=(const Jid&) = default;
    Jid& operator=(Jid&& other) noexcept {
        Jid taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~Jid() = default;

    /// Reads an address and prepares it. The error's code says which part is wrong, and its text why.
    [[nodiscard]] static Result<Jid> parse(std::string_view text);
    /// Puts an address together from parts; an empty `local` or `resource` means that there is none.
    [[nodiscard]] static Result<Jid> make(std::string_view local, std::string_view domain, std::string_view resource);

    /// The parts, empty where there is none. The views last as long as this object stays as it is.
    [[nodiscard]] std::string_view local() const noexcept { return view().substr(0, local_size_); }
    [[nodiscard]] std::string_view domain() const noexcept { return view().substr(domain_start(), domain_size_); }
    [[nodiscard]] std::string_view resource() const noexcept {
        return is_full() ? view().substr(bare_size() + 1) : std::string_view();
    }

    /// The whole address, and what stands before the resource.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::string_view bare_text() const noexcept { return view().substr(0, bare_size()); }

    /// The same address without its resource.
    [[nodiscard]] Jid bare() const;
    /// The address of the domain alone.
    [[nodiscard]] Jid domain_only() const;
    /// The same address with another resource; fails where that is empty or not allowed, or where there is no address.
    [[nodiscard]] Result<Jid> with_resource(std::string_view resource) const;
    /// The domain in A-labels, for DNS, SNI and certificates.
    [[nodiscard]] std::string ascii_domain() const;

    /// Whether there is an address, and it has no resource.
    [[nodiscard]] bool is_bare() const noexcept { return !empty() && text_.size() == bare_size(); }
    /// Whether there is a resource.
    [[nodiscard]] bool is_full() const noexcept { return text_.size() > bare_size(); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend bool operator==(const Jid& a, const Jid& b) noexcept { return a.text_ == b.text_; }
    friend std::strong_ordering operator<=>(const Jid& a, const Jid& b) noexcept { return a.text_ <=> b.text_; }

private:
    Jid(std::string text, std::size_t local_size, std::size_t domain_size) noexcept
        : text_(std::move(text)),
          local_size_(static_cast<std::uint16_t>(local_size)),
          domain_size_(static_cast<std::uint16_t>(domain_size)) {}

    static Jid join(std::string_view local, std::string_view domain, std::string_view resource);
    void swap(Jid& other) noexcept {
        text_.swap(other.text_);
        std::swap(local_size_, other.local_size_);
        std::swap(domain_size_, other.domain_size_);
    }
    [[nodiscard]] std::string_view view() const noexcept { return text_; }
    [[nodiscard]] std::size_t domain_start() const noexcept { return local_size_ == 0 ? 0 : local_size_ + 1U; }
    [[nodiscard]] std::size_t bare_size() const noexcept { return domain_start() + domain_size_; }

    std::string text_;
    std::uint16_t local_size_ = 0;
    std::uint16_t domain_size_ = 0;
};

/// The address `text`, for addresses written in the program: a wrong one is the programmer's error, and ends the
/// program with a message on stderr.
[[nodiscard]] Jid jid(std::string_view text);

}  // namespace headstock::core

template <>
struct std::hash<headstock::core::Jid> {
    std::size_t operator()(const headstock::core::Jid& jid) const noexcept {
        return std::hash<std::string_view>{}(jid.text());
    }
};
