// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_owner.hpp"

#include <utility>

namespace headstock::pubsub {
namespace {

using core::IqType;
using core::Jid;
using core::Request;

template <class Payload, class Answer>
Request<Answer> ask(IqType type, Jid service, const Payload& query, Result<Answer> (*read)(const core::Iq&)) {
    return {type, std::move(service), bridge::write(query), read, core::answer_limit, {}, &error_of};
}

Request<core::Done> order(Jid service, const OwnerQuery& query) {
    return core::set(std::move(service), bridge::write(query)).telling(&error_of);
}

std::unexpected<Error> missing(std::string_view what) {
    return fail(make_error_code(bridge::PayloadErrc::missing), "pubsub/" + std::string(what));
}

/// The part of an answer that was asked for.
template <auto member, class Answer>
Result<Answer> part(const core::Iq& result) {
    Result<OwnerQuery> query = result.payload<OwnerQuery>();
    if (!query) return std::unexpected(std::move(query.error()));
    if (!((*query).*member)) return missing(bridge::name_of<Answer>().tag);
    return *std::move((*query).*member);
}

/// The form in that part.
template <auto member>
Result<forms::Form> form_of(const core::Iq& result) {
    Result<OwnerQuery> query = result.payload<OwnerQuery>();
    if (!query) return std::unexpected(std::move(query.error()));
    auto& holder = (*query).*member;
    if (!holder || !holder->form) return missing("x");
    return *std::move(holder->form);
}

/// An empty result says that the node is made as it was named.
Result<Create> created(const core::Iq& result) {
    if (!result.has<Query>()) return Create();
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    return std::move(query->create).value_or(Create());
}

Request<Create> create(Jid service, std::string_view node, std::optional<forms::Form> form) {
    Query query;
    query.create.emplace();
    if (!node.empty()) query.create->node = node;
    if (form) query.configure = NodeForm{std::nullopt, std::move(form)};
    return ask<Query, Create>(IqType::set, std::move(service), query, &created);
}

OwnerQuery configured(std::string node, std::optional<forms::Form> form) {
    OwnerQuery query;
    query.configure = NodeForm{std::move(node), std::move(form)};
    return query;
}

}  // namespace

Request<Create> create(Jid service, std::string_view node) { return create(std::move(service), node, std::nullopt); }

Request<Create> create(Jid service, std::string_view node, const NodeConfig& config) {
    return create(std::move(service), node, std::optional(config.write()));
}

Request<forms::Form> configuration(Jid service, std::string node) {
    return ask<OwnerQuery, forms::Form>(IqType::get, std::move(service), configured(std::move(node), std::nullopt),
                                        &form_of<&OwnerQuery::configure>);
}

Request<core::Done> configure(Jid service, std::string node, const NodeConfig& config) {
    return configure(std::move(service), std::move(node), config.write());
}

Request<core::Done> configure(Jid service, std::string node, forms::Form submission) {
    return order(std::move(service), configured(std::move(node), std::move(submission)));
}

Request<core::Done> cancel_configuration(Jid service, std::string node) {
    return order(std::move(service), configured(std::move(node), forms::cancel()));
}

Request<forms::Form> default_configuration(Jid service, NodeType type) {
    OwnerQuery query;
    query.defaults.emplace();
    if (type != NodeType::leaf) query.defaults->type = type;
    return ask<OwnerQuery, forms::Form>(IqType::get, std::move(service), query, &form_of<&OwnerQuery::defaults>);
}

Request<core::Done> delete_node(Jid service, std::string node, std::optional<bridge::Uri> redirect) {
    OwnerQuery query;
    query.deleted = Delete{std::move(node), std::move(redirect)};
    return order(std::move(service), query);
}

Request<core::Done> purge(Jid service, std::string node) {
    OwnerQuery query;
    query.purged = std::move(node);
    return order(std::move(service), query);
}

Request<Subscriptions> subscribers(Jid service, std::string node) {
    OwnerQuery query;
    query.subscriptions = Subscriptions{std::move(node), {}};
    return ask<OwnerQuery, Subscriptions>(IqType::get, std::move(service), query,
                                          &part<&OwnerQuery::subscriptions, Subscriptions>);
}

Request<core::Done> change_subscribers(Jid service, std::string node, std::vector<NodeSubscription> changes) {
    OwnerQuery query;
    query.subscriptions = Subscriptions{std::move(node), std::move(changes)};
    return order(std::move(service), query);
}

Request<Affiliations> affiliates(Jid service, std::string node) {
    OwnerQuery query;
    query.affiliations = Affiliations{std::move(node), {}};
    return ask<OwnerQuery, Affiliations>(IqType::get, std::move(service), query,
                                         &part<&OwnerQuery::affiliations, Affiliations>);
}

Request<core::Done> change_affiliates(Jid service, std::string node, std::vector<Affiliated> changes) {
    OwnerQuery query;
    query.affiliations = Affiliations{std::move(node), std::move(changes)};
    return order(std::move(service), query);
}

Request<core::Done> associate(Jid service, std::string collection, std::string node) {
    OwnerQuery query;
    query.association = Association{std::move(collection), std::move(node), std::nullopt};
    return order(std::move(service), query);
}

Request<core::Done> dissociate(Jid service, std::string collection, std::string node) {
    OwnerQuery query;
    query.association = Association{std::move(collection), std::nullopt, std::move(node)};
    return order(std::move(service), query);
}

}  // namespace headstock::pubsub
