// SPDX-License-Identifier: MIT
#include "headstock/core/legacy_error.hpp"

#include <gtest/gtest.h>

namespace headstock::core {
namespace {

TEST(LegacyError, each_number_means_a_condition) {
    struct {
        int code;
        StanzaCondition condition;
    } const cases[] = {
        {302, StanzaCondition::redirect},
        {400, StanzaCondition::bad_request},
        {401, StanzaCondition::not_authorized},
        {402, StanzaCondition::undefined_condition},
        {403, StanzaCondition::forbidden},
        {404, StanzaCondition::item_not_found},
        {405, StanzaCondition::not_allowed},
        {406, StanzaCondition::not_acceptable},
        {407, StanzaCondition::registration_required},
        {408, StanzaCondition::remote_server_timeout},
        {409, StanzaCondition::conflict},
        {500, StanzaCondition::internal_server_error},
        {501, StanzaCondition::feature_not_implemented},
        {502, StanzaCondition::service_unavailable},
        {503, StanzaCondition::service_unavailable},
        {504, StanzaCondition::remote_server_timeout},
        {510, StanzaCondition::service_unavailable},
    };
    for (const auto& [code, condition] : cases) EXPECT_EQ(condition_of_legacy(code), condition) << code;
    for (const int code : {-404, 0, 200, 303, 505, 511}) EXPECT_EQ(condition_of_legacy(code), std::nullopt) << code;
}

TEST(LegacyError, each_number_that_is_written_is_one_that_is_read) {
    for (std::size_t i = 1; i <= stanza_condition_count; ++i) {
        const int code = legacy_code(static_cast<StanzaCondition>(i));
        EXPECT_EQ(condition_of_legacy(code).has_value(), code != 0) << i;
    }
}

TEST(LegacyError, conditions_have_the_numbers_of_the_table) {
    struct {
        StanzaCondition condition;
        int code;
    } const cases[] = {
        {StanzaCondition::conflict, 409},
        {StanzaCondition::internal_server_error, 500},
        {StanzaCondition::jid_malformed, 400},
        {StanzaCondition::not_acceptable, 406},
        {StanzaCondition::not_allowed, 405},
        {StanzaCondition::not_authorized, 401},
        {StanzaCondition::recipient_unavailable, 404},
        {StanzaCondition::redirect, 302},
        {StanzaCondition::registration_required, 407},
        {StanzaCondition::remote_server_not_found, 404},
        {StanzaCondition::resource_constraint, 500},
        {StanzaCondition::subscription_required, 407},
        {StanzaCondition::undefined_condition, 500},
    };
    for (const auto& [condition, code] : cases) EXPECT_EQ(legacy_code(condition), code) << word(condition);
}

}  // namespace
}  // namespace headstock::core
