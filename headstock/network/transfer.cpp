// SPDX-License-Identifier: MIT
#include "headstock/network/transfer.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/fetch.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/network/tcp.hpp"

namespace headstock::network {
namespace {

constexpr std::uint16_t https_port = 443;

Endpoint endpoint_of(const Uri& uri) { return {uri.host, uri.port.value_or(https_port)}; }

/// libcurl has a thread for each name it looks up; the addresses spare it that, and are those that we found.
std::string resolution(const Uri& uri, const std::vector<asio::ip::address>& addresses) {
    std::string line = show(endpoint_of(uri)) + ":";
    for (const asio::ip::address& each : addresses) {
        if (!line.ends_with(':')) line += ',';
        line += each.is_v6() ? "[" + each.to_string() + "]" : each.to_string();
    }
    return line;
}

}  // namespace

Transfer::Transfer(const asio::any_io_executor& executor, const Uri& uri,
                   const std::vector<asio::ip::address>& addresses, const std::string& trusted_pem)
    : wakeup_(executor), watches_(executor, [this](int socket, bool readable) {
          act(socket, readable ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
      }) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw Failure(Errc::fetch_failed, curl_easy_strerror(ready));
    if (!read_literal(uri.host)) resolved_.reset(curl_slist_append(nullptr, resolution(uri, addresses).c_str()));
    multi_.reset(curl_multi_init());
    easy_.reset(curl_easy_init());
    if (!multi_ || !easy_) throw std::bad_alloc();
    configure(uri, trusted_pem);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_add_handle(multi_.get(), easy_.get());
}

Transfer::~Transfer() { curl_multi_remove_handle(multi_.get(), easy_.get()); }

template <class Value>
void Transfer::set(CURLoption option, Value value) {
    const CURLcode done = curl_easy_setopt(easy_.get(), option, value);
    if (done != CURLE_OK) throw Failure(Errc::fetch_failed, curl_easy_strerror(done));
}

void Transfer::configure(const Uri& uri, const std::string& trusted_pem) {
    // Put together again: what libcurl takes for the host is what we took for it.
    set(CURLOPT_URL, ("https://" + show(endpoint_of(uri)) + uri.path).c_str());
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_RESOLVE, resolved_.get());
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_PROXY, "");  // nor one from the environment
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_WRITEFUNCTION, &on_data);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    if (trusted_pem.empty()) return;
    curl_blob authorities{const_cast<char*>(trusted_pem.data()), trusted_pem.size(), CURL_BLOB_COPY};
    set(CURLOPT_CAINFO_BLOB, &authorities);
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
}

asio::awaitable<void> Transfer::run(Instant deadline) {
    while (!finished()) {
        const Instant now = std::chrono::steady_clock::now();
        if (now >= deadline) throw Failure(Errc::connect_timeout, "no document came");
        if (now < due_) {
            co_await wakeup_.wait(std::min(due_, deadline));
            continue;
        }
        due_ = Instant::max();
        act(CURL_SOCKET_TIMEOUT, 0);
    }
}

std::string Transfer::take_document() { return redirect().empty() ? std::move(document_) : std::string(); }

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

bool Transfer::finished() {
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi_.get(), &left);
    if (!message) return false;
    if (too_large_) throw Failure(Errc::too_large);
    if (message->data.result != CURLE_OK)
        throw Failure(Errc::fetch_failed, words_[0] ? words_.c_str() : curl_easy_strerror(message->data.result));
    if (status() != 200 && redirect().empty()) throw Failure(Errc::fetch_failed, "status " + std::to_string(status()));
    return true;
}

void Transfer::act(curl_socket_t socket, int what) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, what, &running);
    wakeup_.raise();
}

std::size_t Transfer::on_data(const char* data, std::size_t size, std::size_t count, void* self) {
    auto& us = *static_cast<Transfer*>(self);
    us.too_large_ = size * count > max_document - us.document_.size();
    if (us.too_large_) return 0;
    us.document_.append(data, size * count);
    return size * count;
}

int Transfer::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    const bool gone = what == CURL_POLL_REMOVE;
    static_cast<Transfer*>(self)->watches_.watch(socket, !gone && (what & CURL_POLL_IN) != 0,
                                                 !gone && (what & CURL_POLL_OUT) != 0);
    return 0;
}

int Transfer::on_timer(CURLM*, long milliseconds, void* self) {
    auto& us = *static_cast<Transfer*>(self);
    us.due_ =
        milliseconds < 0 ? Instant::max() : std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    us.wakeup_.raise();
    return 0;
}

}  // namespace headstock::network
