// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "headstock/bridge/engine/fault.hpp"

namespace headstock::bridge::detail {

/// A name as it was written: `prefix:local`, or `local` alone.
struct RawName {
    Offset at = 0;
    std::uint16_t prefix_length = 0;
    std::uint16_t length = 0;  ///< of the local part

    [[nodiscard]] Offset local() const { return prefix_length == 0 ? at : at + prefix_length + 1; }
};

/// An attribute, a namespace declaration included, as it was written.
struct RawAttribute {
    RawName name;
    Offset value = 0;
    Offset value_length = 0;
    std::uint16_t space = 0;  ///< of the name, once that is known
    bool declares = false;    ///< whether it is a namespace declaration
    bool normal = true;       ///< whether the value is free of references and line ends
};

/// A start tag taken apart, by spelling alone: what its prefixes mean comes later. Kept and used again, so that reading
/// one allocates nothing.
class StartTag {
public:
    /// Reads the tag whose `<` stands at `start`; a NUL stands behind the input. The input is not changed.
    Progress read(const char* chars, Offset start, const Limits& limits);

    [[nodiscard]] const RawName& name() const { return name_; }
    [[nodiscard]] std::vector<RawAttribute>& attributes() { return attributes_; }
    [[nodiscard]] const std::vector<RawAttribute>& attributes() const { return attributes_; }
    [[nodiscard]] Offset start() const { return start_; }
    /// Behind its `>`.
    [[nodiscard]] Offset end() const { return end_; }
    /// Whether it closes itself.
    [[nodiscard]] bool empty() const { return empty_; }
    /// Whether no value needs work.
    [[nodiscard]] bool normal() const { return normal_; }
    [[nodiscard]] const Fault& fault() const { return fault_; }

    /// Gives back the memory of a tag with many attributes.
    void shrink();

private:
    Progress read_name(RawName& name);
    Progress read_attribute();
    Progress read_equals();
    Progress read_value(RawAttribute& attribute);
    Progress finish(bool empty);
    Progress fail(ParseErrc code, const char* at) { return fail(code, at, at); }
    Progress fail(ParseErrc code, const char* at, const char* seen);
    Progress wait_or_fail() { return *at_ == '\0' ? Progress::wait : fail(ParseErrc::not_well_formed, at_); }
    [[nodiscard]] Offset offset(const char* at) const { return static_cast<Offset>(at - chars_); }

    const char* chars_ = nullptr;
    const char* at_ = nullptr;
    Limits limits_;
    RawName name_;
    std::vector<RawAttribute> attributes_;
    Offset start_ = 0;
    Offset end_ = 0;
    bool empty_ = false;
    bool normal_ = true;
    Fault fault_{};
};

}  // namespace headstock::bridge::detail
