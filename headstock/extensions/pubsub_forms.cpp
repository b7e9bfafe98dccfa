// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_forms.hpp"

#include <tuple>

namespace headstock::pubsub {
namespace {

/// A member of a struct, and the field of a form that it is.
template <class T, class M>
struct Part {
    std::string_view var;
    M T::* member;
};
template <class T, class M>
Part(std::string_view, M T::*) -> Part<T, M>;

using C = NodeConfig;
constexpr std::tuple config_parts{
    Part{"pubsub#title", &C::title},
    Part{"pubsub#description", &C::description},
    Part{"pubsub#type", &C::type},
    Part{"pubsub#language", &C::language},
    Part{"pubsub#access_model", &C::access_model},
    Part{"pubsub#publish_model", &C::publish_model},
    Part{"pubsub#roster_groups_allowed", &C::roster_groups_allowed},
    Part{"pubsub#persist_items", &C::persist_items},
    Part{"pubsub#max_items", &C::max_items},
    Part{"pubsub#item_expire", &C::item_expire},
    Part{"pubsub#max_payload_size", &C::max_payload_size},
    Part{"pubsub#deliver_notifications", &C::deliver_notifications},
    Part{"pubsub#deliver_payloads", &C::deliver_payloads},
    Part{"pubsub#send_last_published_item", &C::send_last_published_item},
    Part{"pubsub#presence_based_delivery", &C::presence_based_delivery},
    Part{"pubsub#notification_type", &C::notification_type},
    Part{"pubsub#notify_config", &C::notify_config},
    Part{"pubsub#notify_delete", &C::notify_delete},
    Part{"pubsub#notify_retract", &C::notify_retract},
    Part{"pubsub#notify_sub", &C::notify_sub},
    Part{"pubsub#purge_offline", &C::purge_offline},
    Part{"pubsub#publish_node_full", &C::publish_node_full},
    Part{"pubsub#subscribe", &C::subscribe},
    Part{"pubsub#tempsub", &C::tempsub},
    Part{"pubsub#itemreply", &C::itemreply},
    Part{"pubsub#contact", &C::contact},
    Part{"pubsub#node_type", &C::node_type},
    Part{"pubsub#collection", &C::collection},
    Part{"pubsub#children", &C::children},
    Part{"pubsub#children_association_policy", &C::children_association_policy},
    Part{"pubsub#children_association_whitelist", &C::children_association_whitelist},
    Part{"pubsub#children_max", &C::children_max},
};

using O = SubscriptionOptions;
constexpr std::tuple option_parts{
    Part{"pubsub#deliver", &O::deliver},
    Part{"pubsub#digest", &O::digest},
    Part{"pubsub#digest_frequency", &O::digest_frequency},
    Part{"pubsub#expire", &O::expire},
    Part{"pubsub#include_body", &O::include_body},
    Part{"pubsub#show-values", &O::show_values},
    Part{"pubsub#subscription_type", &O::subscription_type},
    Part{"pubsub#subscription_depth", &O::subscription_depth},
};

using M = Metadata;
constexpr std::tuple metadata_parts{
    Part{"pubsub#title", &M::title},
    Part{"pubsub#description", &M::description},
    Part{"pubsub#type", &M::type},
    Part{"pubsub#language", &M::language},
    Part{"pubsub#creation_date", &M::creation_date},
    Part{"pubsub#creator", &M::creator},
    Part{"pubsub#contact", &M::contact},
    Part{"pubsub#owner", &M::owner},
    Part{"pubsub#publisher", &M::publisher},
    Part{"pubsub#num_subscribers", &M::num_subscribers},
    Part{"pubsub#access_model", &M::access_model},
    Part{"pubsub#publish_model", &M::publish_model},
    Part{"pubsub#max_items", &M::max_items},
};

/// Services send fields without a value, or with an empty one, for what is not set.
bool is_unset(const forms::Field& field) {
    return field.values.empty() || (field.values.size() == 1 && field.value().empty());
}

template <class T>
std::optional<Error> read_field(const forms::Field& field, std::optional<T>& member) {
    if (is_unset(field)) return std::nullopt;
    Result<T> value = field.as<T>();
    if (!value) return std::move(value.error());
    member = *std::move(value);
    return std::nullopt;
}

template <class T>
std::optional<Error> read_field(const forms::Field& field, std::vector<T>& member) {
    if (is_unset(field)) return std::nullopt;
    Result<std::vector<T>> values = field.all<T>();
    if (!values) return std::move(values.error());
    member = *std::move(values);
    return std::nullopt;
}

template <class T, class Parts>
Result<T> read_form(const forms::Form& form, const Parts& parts) {
    T value;
    std::optional<Error> wrong;
    const auto read_part = [&](const auto& part) {
        const forms::Field* const field = form.field(part.var);
        if (field && !wrong) wrong = read_field(*field, value.*part.member);
    };
    std::apply([&](const auto&... part) { (read_part(part), ...); }, parts);
    if (wrong) return std::unexpected(*std::move(wrong));
    return value;
}

template <class T>
std::string text_of(const T& value) {
    return std::string(bridge::Lexical<T>::write(value));
}

template <class T>
std::vector<std::string> texts_of(const std::optional<T>& member) {
    if (!member) return {};
    return {text_of(*member)};
}

template <class T>
std::vector<std::string> texts_of(const std::vector<T>& member) {
    std::vector<std::string> texts;
    for (const T& value : member) texts.push_back(text_of(value));
    return texts;
}

template <class T, class Parts>
forms::Form write_form(const T& value, const Parts& parts, std::string_view form_type, forms::Type type) {
    std::vector<forms::Field> fields;
    const auto write_part = [&](const auto& part) {
        std::vector<std::string> texts = texts_of(value.*part.member);
        if (texts.empty()) return;
        forms::Field& field = fields.emplace_back();
        field.var = part.var;
        field.values = std::move(texts);
    };
    std::apply([&](const auto&... part) { (write_part(part), ...); }, parts);
    return forms::make(type, std::string(form_type), std::move(fields));
}

}  // namespace

Result<NodeConfig> NodeConfig::read(const forms::Form& form) { return read_form<NodeConfig>(form, config_parts); }
forms::Form NodeConfig::write(std::string_view form_type, forms::Type purpose) const {
    return write_form(*this, config_parts, form_type, purpose);
}

Result<SubscriptionOptions> SubscriptionOptions::read(const forms::Form& form) {
    return read_form<SubscriptionOptions>(form, option_parts);
}
forms::Form SubscriptionOptions::write(forms::Type purpose) const {
    return write_form(*this, option_parts, subscribe_options, purpose);
}

Result<Metadata> Metadata::read(const forms::Form& form) { return read_form<Metadata>(form, metadata_parts); }
forms::Form Metadata::write(forms::Type purpose) const { return write_form(*this, metadata_parts, meta_data, purpose); }

std::optional<Metadata> metadata_of(const disco::Info& info) {
    for (const bridge::Element& extension : info.extensions) {
        if (!bridge::is_a<forms::Form>(extension.name())) continue;
        const Result<forms::Form> form = bridge::read<forms::Form>(extension);
        if (!form || form->form_type() != meta_data) continue;
        if (Result<Metadata> metadata = Metadata::read(*form)) return *std::move(metadata);
    }
    return std::nullopt;
}

}  // namespace headstock::pubsub
