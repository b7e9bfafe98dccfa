// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/engine/fault.hpp"

namespace headstock::bridge::detail {

/// The XML declaration: `<?xml version='1.0' encoding='UTF-8' standalone='yes'?>`, the last two optional.
class Declaration {
public:
    /// Reads the declaration whose `<?xml` stands at `start`; a NUL stands behind the input.
    Progress read(const char* chars, Offset start);
    /// Behind its `>`.
    [[nodiscard]] Offset end() const { return end_; }
    [[nodiscard]] const Fault& fault() const { return fault_; }

private:
    enum class Part { version, encoding, standalone, unknown };
    Progress read_part(Part& last);
    Progress read_value(Part part);
    Progress fail(const char* at, ParseErrc code = ParseErrc::not_well_formed);
    Progress wait_or_fail() { return *at_ == '\0' ? Progress::wait : fail(at_); }

    const char* chars_ = nullptr;
    const char* at_ = nullptr;
    Offset end_ = 0;
    Fault fault_{};
};

/// Finds the end of a tag that is not complete yet, going on where it was, so that no byte is looked at twice.
class TagFinder {
public:
    [[nodiscard]] bool pending() const { return at_ != 0; }
    void begin(Offset tag) {
        at_ = tag + 1;
        quote_ = '\0';
    }
    void clear() { at_ = 0; }
    void rebase(Offset delta) { at_ -= pending() ? delta : 0; }
    /// Whether there is, up to `end`, what ends the tag: a `>` outside quotes, or a `<`, which may stand nowhere in it.
    [[nodiscard]] bool find(const char* chars, Offset end);

private:
    Offset at_ = 0;
    char quote_ = '\0';
};

}  // namespace headstock::bridge::detail
