// SPDX-License-Identifier: MIT
#include "capi/call.hpp"

#include <array>
#include <cstdint>

namespace headstock::capi {

std::string& given(std::size_t place) {
    thread_local std::array<std::string, 3> texts;
    return texts.at(place);
}

void give(hs_text* out, std::string text, std::size_t place) {
    if (!out) return;
    std::string& kept = given(place);
    kept = std::move(text);
    *out = {kept.c_str(), kept.size()};
}

std::string& thread_failure() {
    thread_local std::string words;
    return words;
}

std::string_view text(const char* data, std::size_t length) {
    if (!data && length > 0) refuse(HS_E_ARGUMENT, "a null pointer with a length");
    if (length > PTRDIFF_MAX) refuse(HS_E_ARGUMENT, "a length that cannot be");
    return data ? std::string_view(data, length) : std::string_view();
}

hs_status release(hs_handle handle, Kind kind) noexcept {
    std::shared_ptr<Object> object = handles().find(handle);
    const hs_status status = caught(object.get(), [&] {
        if (!object || object->kind() != kind) refuse(HS_E_HANDLE);
        if (!object->may_go()) refuse(HS_E_BUSY);
        object = handles().remove(handle, kind);
        if (!object) refuse(HS_E_HANDLE);  // another thread was faster
    });
    if (status == HS_OK) object->close();
    return status;
}

}  // namespace headstock::capi
