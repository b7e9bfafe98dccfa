// SPDX-License-Identifier: MIT
#include "headstock/wire/deflate.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <optional>

#include "headstock/wire/buffer.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::wire {
namespace {

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

uInt at_most(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

namespace detail {

/// zlib's two halves. They never move: zlib keeps their address.
struct DeflateState {
    explicit DeflateState(const DeflateLimits& with) : limits(with) {
        if (inflateInit(&in) != Z_OK) throw std::bad_alloc();
        if (deflateInit(&out, Z_DEFAULT_COMPRESSION) == Z_OK) return;
        inflateEnd(&in);
        throw std::bad_alloc();
    }
    DeflateState(const DeflateState&) = delete;
    DeflateState& operator=(const DeflateState&) = delete;
    ~DeflateState() {
        inflateEnd(&in);
        deflateEnd(&out);
    }

    std::unexpected<Error> end(Errc code, const char* why) {
        failure = Error{code, why ? why : ""};
        received.clear();
        return std::unexpected(*failure);
    }
    [[nodiscard]] bool is_bomb() const { return expanded > limits.harmless && expanded / limits.ratio > taken; }

    DeflateLimits limits;
    z_stream in{};
    z_stream out{};
    Buffer received;
    Buffer output;
    std::uint64_t taken = 0;
    std::uint64_t expanded = 0;
    std::optional<Error> failure;
};

}  // namespace detail

Deflate::Deflate(DeflateLimits limits) : state_(std::make_unique<detail::DeflateState>(limits)) {}
Deflate::Deflate(Deflate&&) noexcept = default;
Deflate& Deflate::operator=(Deflate&&) noexcept = default;
Deflate::~Deflate() = default;

Result<void> Deflate::receive(std::string_view compressed) {
    detail::DeflateState& state = *state_;
    if (state.failure) return std::unexpected(*state.failure);
    if (compressed.size() > state.limits.unread - state.received.size())
        return state.end(Errc::limit_exceeded, "compressed data not read");
    state.received.append(compressed);
    return {};
}

Result<std::size_t> Deflate::read(std::span<char> into) {
    detail::DeflateState& state = *state_;
    if (state.failure) return std::unexpected(*state.failure);
    const std::string_view received = state.received.view();
    z_stream& zlib = state.in;
    zlib.next_in = bytes_of(received);
    zlib.avail_in = at_most(received.size());
    zlib.next_out = reinterpret_cast<Bytef*>(into.data());
    zlib.avail_out = at_most(into.size());
    const std::size_t room = zlib.avail_out;
    const int status = inflate(&zlib, Z_SYNC_FLUSH);
    const std::size_t used = at_most(received.size()) - zlib.avail_in;
    state.received.consume(used);
    state.taken += used;
    state.expanded += room - zlib.avail_out;
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status == Z_STREAM_END) return state.end(Errc::bad_compression, "the compressed stream ended");
    if (status != Z_OK && status != Z_BUF_ERROR) return state.end(Errc::bad_compression, zlib.msg);
    if (state.is_bomb()) return state.end(Errc::expands_too_much, nullptr);
    return room - zlib.avail_out;
}

void Deflate::send(std::string_view plaintext) {
    z_stream& zlib = state_->out;
    std::array<char, 4096> piece;
    do {
        zlib.next_in = bytes_of(plaintext);
        zlib.avail_in = at_most(plaintext.size());
        const std::size_t given = zlib.avail_in;
        zlib.next_out = reinterpret_cast<Bytef*>(piece.data());
        zlib.avail_out = piece.size();
        (void)deflate(&zlib, Z_SYNC_FLUSH);  // it fails only where there is nothing to do
        plaintext.remove_prefix(given - zlib.avail_in);
        state_->output.append({piece.data(), piece.size() - zlib.avail_out});
    } while (!plaintext.empty() || zlib.avail_out == 0);
}

std::string_view Deflate::output() const { return state_->output.view(); }
void Deflate::consume(std::size_t count) { state_->output.consume(count); }
std::string Deflate::take_output() { return state_->output.take(); }

}  // namespace headstock::wire
