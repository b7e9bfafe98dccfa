// SPDX-License-Identifier: MIT
#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

#include "headstock/network/resolver.hpp"
#include "headstock/network/socket_watches.hpp"
#include "headstock/network/uri.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {

/// One request to an HTTPS server, made by libcurl and waited for by Asio. It never moves: libcurl keeps its address.
/// Internal.
class Transfer {
public:
    /// Asks for `uri`, at one of the `addresses` of its host. Empty `trusted_pem`: the system's authorities. Throws
    /// Failure.
    Transfer(const asio::any_io_executor& executor, const Uri& uri, const std::vector<asio::ip::address>& addresses,
             const std::string& trusted_pem);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer();

    /// Waits for the whole answer. Throws Failure.
    asio::awaitable<void> run(Instant deadline);
    /// The document; empty where the server sends us elsewhere.
    [[nodiscard]] std::string take_document();
    /// Where the server sends us; empty: nowhere.
    [[nodiscard]] std::string redirect() const;

private:
    template <auto Function>
    struct Free {
        template <class T>
        void operator()(T* target) const {
            Function(target);
        }
    };

    static std::size_t on_data(const char* data, std::size_t size, std::size_t count, void* self);
    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
    static int on_timer(CURLM*, long milliseconds, void* self);

    template <class Value>
    void set(CURLoption option, Value value);
    void configure(const Uri& uri, const std::string& trusted_pem);
    void act(curl_socket_t socket, int what);
    [[nodiscard]] long status() const;
    [[nodiscard]] bool finished();

    Wakeup wakeup_;
    SocketWatches watches_;
    Instant due_ = Instant::max();
    std::string document_;
    bool too_large_ = false;
    std::string words_ = std::string(CURL_ERROR_SIZE, '\0');  // libcurl's, of what went wrong
    std::unique_ptr<curl_slist, Free<&curl_slist_free_all>> resolved_;
    std::unique_ptr<CURLM, Free<&curl_multi_cleanup>> multi_;
    std::unique_ptr<CURL, Free<&curl_easy_cleanup>> easy_;
};

}  // namespace headstock::network
