// SPDX-License-Identifier: MIT
#include "headstock/network/transfer.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::network {
namespace {

constexpr long max_connections = 4;  // that are kept, and that are made to one server

/// libcurl has a thread for each name it looks up; the addresses spare it that, and are those that we found.
std::string resolution(const Endpoint& of, const std::vector<asio::ip::address>& addresses) {
    std::string line = show(of) + ":";
    for (const asio::ip::address& each : addresses) {
        if (!line.ends_with(':')) line += ',';
        line += each.is_v6() ? "[" + each.to_string() + "]" : each.to_string();
    }
    return line;
}

void begin_libcurl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw Failure(Errc::fetch_failed, curl_easy_strerror(ready));
}

}  // namespace

Endpoint endpoint_of(const Uri& uri) {
    constexpr std::uint16_t usual = 443;
    return {uri.host, uri.port.value_or(usual)};
}

Uri https_uri(std::string_view text) {
    Result<Uri> uri = parse_uri(text);
    if (!uri) throw Failure(std::move(uri.error()));
    if (uri->scheme != "https") throw Failure(Errc::bad_uri, "it is not https");
    if (!uri->user_info.empty()) throw Failure(Errc::bad_uri, "it has a user");
    return std::move(*uri);
}

asio::awaitable<void> HttpsRoute::find(Resolver& resolver, const Uri& uri, Duration limit) {
    std::string host = proxy ? proxy->host : uri.host;
    addresses = co_await resolver.addresses(std::move(host), limit);
}

Transfers::Transfers(const asio::any_io_executor& executor)
    : watches_(executor,
               [this](int socket, bool readable) { act(socket, readable ? CURL_CSELECT_IN : CURL_CSELECT_OUT); }),
      alarm_(executor, [this] { act(CURL_SOCKET_TIMEOUT, 0); }) {
    begin_libcurl();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, max_connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, max_connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
}

void Transfers::act(curl_socket_t socket, int what) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, what, &running);
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &running)) {
        void* who = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &who);
        static_cast<Transfer*>(who)->end(message->data.result);  // may destroy it, and begin others
    }
}

int Transfers::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    const bool gone = what == CURL_POLL_REMOVE;
    static_cast<Transfers*>(self)->watches_.watch(socket, !gone && (what & CURL_POLL_IN) != 0,
                                                  !gone && (what & CURL_POLL_OUT) != 0);
    return 0;
}

int Transfers::on_timer(CURLM*, long milliseconds, void* self) {
    const Instant due =
        milliseconds < 0 ? Instant::max() : std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    static_cast<Transfers*>(self)->alarm_.set(due);
    return 0;
}

Transfer::Transfer(Transfers& all, const Uri& uri, const HttpsRoute& route, std::size_t room, Duration limit)
    : all_(all), room_(room), proxied_(route.proxy), easy_(curl_easy_init()) {
    if (!easy_) throw std::bad_alloc();
    configure(uri, route, limit);
}

Transfer::~Transfer() { curl_multi_remove_handle(all_.multi_.get(), easy_.get()); }

template <class Value>
void Transfer::set(CURLoption option, Value value) {
    const CURLcode done = curl_easy_setopt(easy_.get(), option, value);
    if (done != CURLE_OK) throw Failure(Errc::fetch_failed, curl_easy_strerror(done));
}

void Transfer::configure(const Uri& uri, const HttpsRoute& route, Duration limit) {
    // Put together again: what libcurl takes for the host is what we took for it.
    set(CURLOPT_URL, ("https://" + show(endpoint_of(uri)) + uri.path).c_str());
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_PROXY, "");    // nor one from the environment
    set(CURLOPT_NOPROXY, "");  // which has no say in who is reached without one either
    if (route.proxy) go_through(*route.proxy);
    const Endpoint found = route.proxy ? Endpoint{route.proxy->host, route.proxy->port} : endpoint_of(uri);
    if (!read_literal(found.host)) {
        resolved_.reset(curl_slist_append(nullptr, resolution(found, route.addresses).c_str()));
        set(CURLOPT_RESOLVE, resolved_.get());
    }
    set(CURLOPT_TIMEOUT_MS,
        std::max(1L, static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(limit).count())));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CERTINFO, 1L);
    set(CURLOPT_PRIVATE, static_cast<void*>(this));
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_WRITEFUNCTION, &on_data);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    if (route.trusted_pem.empty()) return;
    curl_blob authorities{const_cast<char*>(route.trusted_pem.data()), route.trusted_pem.size(), CURL_BLOB_COPY};
    set(CURLOPT_CAINFO_BLOB, &authorities);
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
}

/// The proxy finds the server's addresses.
void Transfer::go_through(const Proxy& proxy) {
    const Endpoint at{proxy.host, proxy.port};
    const bool socks = proxy.kind == ProxyKind::socks5;
    set(CURLOPT_PROXY, ((socks ? "socks5h://" : "http://") + show(at)).c_str());
    if (proxy.username.empty()) return;
    set(CURLOPT_PROXYAUTH, CURLAUTH_BASIC);
    set(CURLOPT_PROXYUSERNAME, proxy.username.c_str());
    set(CURLOPT_PROXYPASSWORD, std::string(proxy.password.reveal()).c_str());
}

void Transfer::post(std::string_view body, std::string_view content_type) {
    headers_.reset(curl_slist_append(nullptr, ("Content-Type: " + std::string(content_type)).c_str()));
    curl_slist_append(headers_.get(), "Expect:");  // waits for no leave to send
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_COPYPOSTFIELDS, body.data());
}

void Transfer::start(std::function<void()> done) {
    done_ = std::move(done);
    curl_multi_add_handle(all_.multi_.get(), easy_.get());
}

std::string Transfer::redirect() const {
    const char* uri = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_REDIRECT_URL, &uri);
    return uri ? uri : "";
}

long Transfer::status() const {
    long code = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
}

std::string Transfer::certificate() const {
    constexpr std::string_view begin = "Cert:";
    const curl_certinfo* chain = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_CERTINFO, &chain);
    if (!chain || chain->num_of_certs == 0) return {};
    for (const curl_slist* part = chain->certinfo[0]; part; part = part->next)
        if (const std::string_view said = part->data; said.starts_with(begin))
            return std::string(said.substr(begin.size()));
    return {};
}

void Transfer::end(CURLcode result) {
    over_ = true;
    failure_ = error_of(result);
    const std::function<void()> done = done_;  // this may be gone before it returns
    done();
}

std::string Transfer::words_for(CURLcode result) const {
    return words_[0] ? words_.c_str() : curl_easy_strerror(result);
}

std::optional<Error> Transfer::error_of(CURLcode result) const {
    if (result == CURLE_OK) return std::nullopt;
    if (too_large_) return Error{Errc::too_large, {}};
    const std::string words = words_for(result);
    long tunnel = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_HTTP_CONNECTCODE, &tunnel);
    if (tunnel == 407) return Error{Errc::proxy_login, words};
    if (result == CURLE_PROXY || (tunnel != 0 && tunnel / 100 != 2)) return Error{Errc::proxy_refused, words};
    if (proxied_ && result == CURLE_COULDNT_CONNECT) return Error{Errc::proxy_unreachable, words};
    if (result == CURLE_OPERATION_TIMEDOUT) return Error{Errc::connect_timeout, words};
    if (result == CURLE_PEER_FAILED_VERIFICATION) return Error{wire::Errc::bad_certificate, words};
    if (result == CURLE_SSL_CONNECT_ERROR) return Error{wire::Errc::handshake_failed, words};
    return Error{Errc::fetch_failed, words};
}

std::size_t Transfer::on_data(const char* data, std::size_t size, std::size_t count, void* self) {
    auto& us = *static_cast<Transfer*>(self);
    us.too_large_ = size * count > us.room_ - us.body_.size();
    if (us.too_large_) return 0;
    us.body_.append(data, size * count);
    return size * count;
}

}  // namespace headstock::network
