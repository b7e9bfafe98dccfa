// SPDX-License-Identifier: MIT
#include "headstock/wire/settings.hpp"

#include <memory>
#include <utility>

namespace headstock::wire::detail {
namespace {

void free_settings(void*, void* settings, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<Settings*>(settings);
}

int settings_index() {
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &free_settings);
    return index;
}

}  // namespace

bool attach(SSL_CTX* context, Settings settings) {
    auto owned = std::make_unique<Settings>(std::move(settings));
    if (SSL_CTX_set_ex_data(context, settings_index(), owned.get()) != 1) return false;
    (void)owned.release();
    return true;
}

const Settings& settings_of(const SSL_CTX* context) {
    return *static_cast<const Settings*>(SSL_CTX_get_ex_data(context, settings_index()));
}

}  // namespace headstock::wire::detail
