// SPDX-License-Identifier: MIT
#include "headstock/client/host_meta.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "headstock/bridge/json_values.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/payload_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/fetch.hpp"
#include "headstock/network/uri.hpp"

namespace headstock::client {
namespace {

constexpr std::string_view xrd_ns = "http://docs.oasis-open.org/ns/xri/xrd-1.0";

struct Relation {
    std::string_view name;
    Alternative::Kind kind;
    std::string_view scheme;
};
constexpr Relation relations[] = {{"urn:xmpp:alt-connections:websocket", Alternative::Kind::websocket, "wss"},
                                  {"urn:xmpp:alt-connections:xbosh", Alternative::Kind::bosh, "https"}};

void add(std::vector<Alternative>& to, std::string_view relation, std::string_view uri) {
    const auto known = std::ranges::find(relations, relation, &Relation::name);
    if (known == std::end(relations) || to.size() == max_alternatives) return;
    const Result<network::Uri> parts = network::parse_uri(uri);
    if (!parts || parts->scheme != known->scheme || !parts->user_info.empty()) return;
    Alternative alternative{known->kind, std::string(uri)};
    if (std::ranges::find(to, alternative) == to.end()) to.push_back(std::move(alternative));
}

Result<void> check_size(std::string_view document) {
    if (document.size() <= max_host_meta) return {};
    return fail(std::make_error_code(std::errc::file_too_large), "host-meta");
}

std::string_view string_in(const bridge::Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get_ref<const std::string&>() : std::string_view();
}

std::vector<Alternative> websockets_first(const std::vector<Alternative>& all) {
    std::vector<Alternative> sorted;
    for (const auto kind : {Alternative::Kind::websocket, Alternative::Kind::bosh})
        std::ranges::copy_if(all, std::back_inserter(sorted), [kind](const auto& each) { return each.kind == kind; });
    return sorted;
}

}  // namespace

std::string host_meta_uri(std::string_view domain) {
    return "https://" + std::string(domain) + "/.well-known/host-meta";
}

std::string host_meta_json_uri(std::string_view domain) { return host_meta_uri(domain) + ".json"; }

Result<std::vector<Alternative>> parse_host_meta(std::string_view xrd) {
    if (auto fits = check_size(xrd); !fits) return std::unexpected(std::move(fits.error()));
    const Result<bridge::Element> root = bridge::parse_element(xrd);
    if (!root) return std::unexpected(root.error());
    if (!root->is({"XRD", xrd_ns})) return fail(bridge::PayloadErrc::wrong_element, std::string(root->tag()));
    std::vector<Alternative> all;
    for (const bridge::View link : root->children())
        if (link.is({"Link", xrd_ns}))
            add(all, link.attribute("rel").value_or(""), link.attribute("href").value_or(""));
    return all;
}

Result<std::vector<Alternative>> parse_host_meta_json(std::string_view json) {
    if (auto fits = check_size(json); !fits) return std::unexpected(std::move(fits.error()));
    const bridge::Json root = bridge::Json::parse(json, nullptr, false);
    if (!root.is_object()) return fail(bridge::PayloadErrc::malformed, "not a JSON object");
    const auto links = root.find("links");
    std::vector<Alternative> all;
    if (links == root.end()) return all;
    if (!links->is_array()) return fail(bridge::PayloadErrc::malformed, "links: not a list");
    for (const bridge::Json& link : *links)
        if (link.is_object()) add(all, string_in(link, "rel"), string_in(link, "href"));
    return all;
}

asio::awaitable<std::vector<Alternative>> find_alternatives(network::Resolver& resolver, std::string domain,
                                                            Duration limit, std::string trusted_pem,
                                                            std::optional<network::Proxy> proxy) {
    Error wrong{network::Errc::service_not_offered, "its host-meta names no other way"};
    for (const bool json : {true, false}) {
        try {
            std::string uri = json ? host_meta_json_uri(domain) : host_meta_uri(domain);
            const std::string document = co_await network::fetch(resolver, std::move(uri), limit, trusted_pem, proxy);
            auto all = json ? parse_host_meta_json(document) : parse_host_meta(document);
            if (!all) throw Failure(std::move(all.error()));
            if (!all->empty()) co_return websockets_first(*all);
        } catch (const Failure& failure) {
            if (was_cancelled(failure)) throw;
            wrong = failure.error();
        }
    }
    throw Failure(std::move(wrong));
}

}  // namespace headstock::client
