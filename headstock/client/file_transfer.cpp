// SPDX-License-Identifier: MIT
#include "headstock/client/file_transfer.hpp"

#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

#include "headstock/auth/crypto.hpp"
#include "headstock/client/in_band_transport.hpp"
#include "headstock/client/meeting.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::client {
namespace {

constexpr std::size_t piece = 32U * 1024U;                // that is read and written at a time
constexpr Duration last_words = std::chrono::seconds(2);  // for a sender to close, once all is here

const std::string by_socks(bytestreams::ns);
const std::string by_blocks(in_band::ns);

bool has(const std::vector<std::string>& methods, const std::string& method) {
    return std::ranges::find(methods, method) != methods.end();
}

}  // namespace

/// What carries a file; `blocks` is the same where it goes in-band, else null.
struct FileTransfers::Way {
    std::unique_ptr<network::Transport> transport;
    InBandTransport* blocks = nullptr;

    void carry(const asio::any_io_executor& executor, std::unique_ptr<in_band::Bytestream> pipe) {
        auto wrapped = std::make_unique<InBandTransport>(executor, std::move(pipe));
        blocks = wrapped.get();
        transport = std::move(wrapped);
    }
};

/// What a sender has opened, by the ways that were agreed upon.
struct FileTransfers::Arrivals {
    explicit Arrivals(const asio::any_io_executor& executor) : changed(executor) {}
    network::Wakeup changed;
    std::optional<bytestreams::Offer> met;
    std::unique_ptr<in_band::Bytestream> pipe;
    bool may_be_in_band = false;
};

IncomingFile::IncomingFile(FileTransfers& transfers, file_offer::Offer offer, std::shared_ptr<bool> counted)
    : transfers_(&transfers),
      offer_(std::make_unique<file_offer::Offer>(std::move(offer))),
      counted_(std::move(counted)) {}

asio::awaitable<void> IncomingFile::receive(Sink& sink, Progress progress, std::optional<file_offer::Part> part) {
    counted_.reset();
    return transfers_->receive(std::move(offer_), sink, std::move(progress), part);
}

FileTransfers::FileTransfers(Client& client, TransferOptions options)
    : client_(client),
      options_(std::move(options)),
      initiation_(client.stream()),
      offers_(client.stream(), initiation_),
      in_band_(client.stream(), options_.blocks),
      bytestreams_(client.stream()) {}

std::vector<std::string> FileTransfers::methods() const {
    std::vector<std::string> methods;
    if (options_.socks5) methods.push_back(by_socks);
    if (options_.in_band) methods.push_back(by_blocks);
    return methods;
}

/// The best that both sides allow; empty where there is none.
std::string FileTransfers::choose(const std::vector<std::string>& offered) const {
    for (std::string& ours : methods())
        if (has(offered, ours)) return std::move(ours);
    return {};
}

void FileTransfers::answer_with(std::function<void(IncomingFile)> handler) {
    if (!handler) return offers_.answer_with(nullptr);
    offers_.answer_with([this, handler = std::move(handler)](file_offer::Offer offer) {
        if (choose(offer.stream.methods).empty())
            return offer.stream.refuse(stream_initiation::Problem::no_valid_streams);
        const auto waiting = static_cast<std::size_t>(waiting_.use_count()) - 1;
        if (offer.file.size > options_.max_size || waiting >= options_.max_offers) return offer.stream.decline();
        handler(IncomingFile(*this, std::move(offer), waiting_));
    });
}

// --- sending ---

/// A large file is read in turns with all else.
asio::awaitable<file_offer::File> FileTransfers::describe(Source& source, file_offer::File file) {
    file.size = source.size();
    file.ranged = true;
    file.hash.reset();
    if (!options_.hash) co_return file;
    auth::RunningMd5 md5;
    std::string buffer(piece, '\0');
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    for (std::uint64_t done = 0; done < file.size;) {
        const std::size_t count = source.read(done, buffer);
        if (count == 0) throw Failure(TransferErrc::incomplete, "it has become shorter");
        md5.add(std::string_view(buffer).substr(0, count));
        done += count;
        co_await asio::post(executor, asio::use_awaitable);
    }
    if (std::string digest = md5.finish(); !digest.empty()) file.hash = bridge::HexBytes{std::move(digest)};
    co_return file;
}

asio::awaitable<void> FileTransfers::send(core::Jid to, Source& source, file_offer::File given, Progress progress) {
    const file_offer::File file = co_await describe(source, std::move(given));
    const std::string id = random_id(client_.stream().random());
    const stream_initiation::Initiation offer = file_offer::make(id, file, methods());
    const stream_initiation::Initiation answer =
        co_await client_.ask(stream_initiation::offer(to, offer, options_.answer_limit));
    const Result<std::string> method = stream_initiation::method_of(answer, methods());
    if (!method) throw Failure(method.error());
    const Result<file_offer::Part> part = file_offer::part_of(file, answer);
    if (!part) throw Failure(part.error());
    Way way = co_await way_to(to, id, *method);
    co_await send_by(way, source, *part, progress);
}

/// By SOCKS5 where they chose that, and in-band where it fails.
asio::awaitable<FileTransfers::Way> FileTransfers::way_to(core::Jid to, std::string id, std::string method) {
    if (method == by_socks) {
        try {
            if (!proxies_) proxies_ = co_await find_proxies(client_, options_);
            Way way;
            way.transport = co_await meet_target(client_, options_, *proxies_, to, id);
            co_return way;
        } catch (const Failure& failure) {
            if (!options_.in_band || was_cancelled(failure)) throw;
        }
    }
    co_return co_await in_band_to(std::move(to), std::move(id));
}

asio::awaitable<FileTransfers::Way> FileTransfers::in_band_to(core::Jid to, std::string id) {
    struct Opening {
        explicit Opening(const asio::any_io_executor& executor) : done(executor) {}
        network::Wakeup done;
        std::optional<Result<std::unique_ptr<in_band::Bytestream>>> result;
    };
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const auto opening = std::make_shared<Opening>(executor);
    in_band_.open(std::move(to), std::move(id), [opening](Result<std::unique_ptr<in_band::Bytestream>> pipe) {
        opening->result.emplace(std::move(pipe));
        opening->done.raise();
    });
    while (!opening->result) co_await opening->done.wait();
    if (!*opening->result) throw Failure(opening->result->error());
    Way way;
    way.carry(executor, std::move(**opening->result));
    co_return way;
}

asio::awaitable<void> FileTransfers::send_by(Way& way, Source& source, file_offer::Part part,
                                             const Progress& progress) {
    std::string buffer(piece, '\0');
    for (std::uint64_t done = 0; done < part.length;) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece, part.length - done));
        const std::size_t count = source.read(part.offset + done, std::span(buffer).first(size));
        if (count == 0) throw Failure(TransferErrc::incomplete, "it has become shorter");
        const std::string_view bytes = std::string_view(buffer).substr(0, count);
        co_await network::with_timeout(way.transport->write(bytes), options_.idle_limit);
        done += count;
        if (progress) progress(done, part.length);
    }
    if (way.blocks) co_await network::with_timeout(way.blocks->finish(), options_.idle_limit);
    way.transport->close();
}

// --- receiving ---

asio::awaitable<void> FileTransfers::receive(std::unique_ptr<file_offer::Offer> offer, Sink& sink, Progress progress,
                                             std::optional<file_offer::Part> wanted) {
    const file_offer::File file = offer->file;
    const core::Jid from = offer->stream.from;
    const std::vector<std::string> offered = offer->stream.methods;
    Arrivals arrivals(co_await asio::this_coro::executor);
    Subscription socks;
    Subscription blocks;
    if (options_.socks5 && has(offered, by_socks))
        socks = bytestreams_.expect(from, offer->stream.id, [&arrivals](bytestreams::Offer met) {
            arrivals.met.emplace(std::move(met));
            arrivals.changed.raise();
        });
    arrivals.may_be_in_band = options_.in_band && has(offered, by_blocks);
    if (arrivals.may_be_in_band)
        blocks = in_band_.expect(from, offer->stream.id, [&arrivals](std::unique_ptr<in_band::Bytestream> pipe) {
            arrivals.pipe = std::move(pipe);
            arrivals.changed.raise();
        });
    const bool in_part = wanted && file.ranged && *wanted != file_offer::Part{0, file.size};
    assert(!in_part || (wanted->offset <= file.size && wanted->length <= file.size - wanted->offset));
    offer->accept(choose(offered), wanted);
    Way way;
    co_await network::with_timeout(arrival(arrivals, way), options_.meet_limit * 2);
    const std::uint64_t length = in_part ? wanted->length : file.size;
    const std::string hash = co_await receive_by(way, sink, length, progress);
    if (!in_part && file.hash && !hash.empty() && hash != file.hash->data) throw Failure(TransferErrc::wrong_hash);
    sink.finish();
}

asio::awaitable<void> FileTransfers::arrival(Arrivals& arrivals, Way& way) {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    for (;;) {
        if (arrivals.pipe) co_return way.carry(executor, std::move(arrivals.pipe));
        if (!arrivals.met) {
            co_await arrivals.changed.wait();
            continue;
        }
        try {
            bytestreams::Offer met = std::move(*arrivals.met);
            arrivals.met.reset();
            way.transport = co_await meet_requester(options_, std::move(met));
            co_return;
        } catch (const Failure& failure) {
            if (!arrivals.may_be_in_band || was_cancelled(failure)) throw;
        }
    }
}

/// Gives the MD5 of what has come.
asio::awaitable<std::string> FileTransfers::receive_by(Way& way, Sink& sink, std::uint64_t length,
                                                       const Progress& progress) {
    auth::RunningMd5 md5;
    std::string buffer(piece, '\0');
    for (std::uint64_t done = 0; done < length;) {
        const std::size_t count = co_await network::with_timeout(way.transport->read(buffer), options_.idle_limit);
        if (count == 0) throw Failure(TransferErrc::incomplete, std::to_string(done) + " bytes came");
        if (count > length - done) throw Failure(TransferErrc::too_long);
        const std::string_view bytes = std::string_view(buffer).substr(0, count);
        sink.write(bytes);
        md5.add(bytes);
        done += count;
        if (progress) progress(done, length);
    }
    co_await expect_end(way);
    co_return md5.finish();
}

/// Nothing may come behind the last byte. Whoever leaves closing to us has said enough.
asio::awaitable<void> FileTransfers::expect_end(Way& way) {
    std::string buffer(1, '\0');
    std::size_t count = 0;
    try {
        count = co_await network::with_timeout(way.transport->read(buffer), last_words);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
    }
    if (count > 0) throw Failure(TransferErrc::too_long);
}

}  // namespace headstock::client
