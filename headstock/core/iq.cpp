// SPDX-License-Identifier: MIT
#include "headstock/core/iq.hpp"

#include <array>

namespace headstock::core {
namespace {

constexpr std::array<std::string_view, 4> words{"get", "set", "result", "error"};

std::optional<IqType> iq_type(std::string_view text) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words.at(i) == text) return static_cast<IqType>(i);
    return std::nullopt;
}

std::optional<std::string_view> fault(bridge::View view) {
    const auto type = iq_type(view.attribute("type").value_or(""));
    if (!type) return "the type of an iq must be get, set, result or error";
    if (view.attribute("id").value_or("").empty()) return "an iq must have an id";
    const bool asks = *type == IqType::get || *type == IqType::set;
    if (asks && view.children().size() != 1) return "a get or set must have exactly one payload";
    return std::nullopt;
}

}  // namespace

std::string_view word(IqType type) { return words.at(static_cast<std::size_t>(type)); }

Result<Iq> Iq::read(bridge::View view) {
    if (const auto wrong = fault(view)) return fail(make_error_code(StanzaCondition::bad_request), std::string(*wrong));
    Result<Addresses> addresses = Addresses::read(view);
    if (!addresses) return std::unexpected(std::move(addresses.error()));
    return Iq(view, std::move(addresses->from), std::move(addresses->to));
}

IqType Iq::type() const { return iq_type(view().attribute("type").value_or("")).value_or(IqType::error); }

std::optional<bridge::View> Iq::content() const {
    const auto children = view().children();
    if (children.empty()) return std::nullopt;
    return children.front();
}

Iq Iq::result_reply() const {
    Iq reply(IqType::result);
    reply.id(id());
    if (!from().empty()) reply.to(from());
    return reply;
}

}  // namespace headstock::core
