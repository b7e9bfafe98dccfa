// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"
#include "headstock/extensions/result_set_pager.hpp"

/// Jabber Search (XEP-0055): look people up in a directory, or be one.
namespace headstock::search {

inline constexpr std::string_view ns = "jabber:iq:search";

/// Somebody who was found.
struct Person {
    core::Jid jid;
    std::optional<std::string> first{};
    std::optional<std::string> last{};
    std::optional<std::string> nick{};
    std::optional<std::string> email{};

    static constexpr auto xml =
        bridge::element("item", ns, bridge::attribute("jid", &Person::jid), bridge::text("first", &Person::first),
                        bridge::text("last", &Person::last), bridge::text("nick", &Person::nick),
                        bridge::text("email", &Person::email));
    friend bool operator==(const Person&, const Person&) = default;
};

/// What can be searched for, each field that is there; or what is searched for; or what was found.
struct Query {
    std::optional<std::string> instructions{};
    std::optional<std::string> first{};
    std::optional<std::string> last{};
    std::optional<std::string> nick{};
    std::optional<std::string> email{};
    std::vector<Person> found{};
    std::optional<forms::Form> form{};  ///< the same, and more, as a form; where there is one, it counts
    std::optional<result_set::Page> page{};

    static constexpr auto xml = bridge::element(
        "query", ns, bridge::text("instructions", &Query::instructions), bridge::text("first", &Query::first),
        bridge::text("last", &Query::last), bridge::text("nick", &Query::nick), bridge::text("email", &Query::email),
        bridge::child(&Query::found), bridge::child(&Query::form), bridge::child(&Query::page));
    friend bool operator==(const Query&, const Query&) = default;
};

/// Who was found, whether told as items or as a form's; items of a form without an address are passed over.
[[nodiscard]] std::vector<Person> people(const Query& answer);

/// Asks `service` what can be searched for.
[[nodiscard]] core::Request<Query> fields(core::Jid service);
/// Searches: for what the fields say, or for a form filled in (`forms::Answer`); then the fields are left out.
[[nodiscard]] core::Request<Query> find(core::Jid service, Query wanted);

/// A directory, for as long as it lives.
class Module {
public:
    /// People in one answer at most.
    static constexpr std::size_t max_found = 100;
    using Find = std::function<Result<std::vector<Person>>(const core::Iq& question, const Query& wanted)>;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Says that `fields` can be searched for, and answers searches with what `find` gives, in pages where they are
    /// asked for, and never more than `max_found`. A form is checked before; `wanted` then has it filled in, and the
    /// fields of the same names. Until then questions get <service-unavailable/>.
    void answer_with(Query fields, Find find);

private:
    Result<Query> answer(const core::Iq& question) const;

    core::Stream& stream_;
    Query fields_;
    Find find_;
    Subscription answering_fields_;
    Subscription answering_searches_;
    Subscription announced_;
};

}  // namespace headstock::search
