// SPDX-License-Identifier: MIT
#include "headstock/core/sasl_condition.hpp"

#include <array>
#include <utility>

#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> conditions{{
    {"aborted", "the login was aborted"},
    {"account-disabled", "the account is disabled"},
    {"credentials-expired", "the password has expired"},
    {"encryption-required", "the server wants encryption first"},
    {"incorrect-encoding", "the server could not decode our login"},
    {"invalid-authzid", "the server does not let us act as that address"},
    {"invalid-mechanism", "the server does not know the mechanism"},
    {"malformed-request", "the server did not understand our login"},
    {"mechanism-too-weak", "the server wants a stronger mechanism"},
    {"not-authorized", "wrong user name or password"},
    {"temporary-auth-failure", "the server cannot check the login now"},
}};

std::string_view words(int value) {
    if (value < 1 || value > static_cast<int>(conditions.size())) return "unknown error";
    return conditions.at(static_cast<std::size_t>(value) - 1).second;
}

constinit const Category category("headstock.sasl", words);

}  // namespace

std::string_view word(SaslCondition condition) { return conditions.at(static_cast<std::size_t>(condition) - 1).first; }

std::optional<SaslCondition> sasl_condition(std::string_view word) {
    for (std::size_t i = 0; i < conditions.size(); ++i)
        if (conditions.at(i).first == word) return static_cast<SaslCondition>(i + 1);
    return std::nullopt;
}

const std::error_category& sasl_category() { return category; }
std::error_code make_error_code(SaslCondition condition) { return {static_cast<int>(condition), category}; }

Error read_sasl_failure(bridge::View failure) {
    Error error{make_error_code(SaslCondition::not_authorized), {}};
    for (const bridge::View child : failure.children()) {
        if (child.is({"text", failure.ns()})) error.text = child.text();
        else if (const auto condition = sasl_condition(child.tag()); condition && child.ns() == ns::sasl)
            error.code = make_error_code(*condition);
    }
    return error;
}

}  // namespace headstock::core
