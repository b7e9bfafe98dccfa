// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headstock/client/client.hpp"
#include "headstock/client/disk_file.hpp"
#include "headstock/client/transfer_error.hpp"
#include "headstock/client/transfer_options.hpp"
#include "headstock/extensions/bytestreams.hpp"
#include "headstock/extensions/file_offer.hpp"

/// Files from one entity to another: offered by `file_offer`, carried by `bytestreams` or `in_band`.
namespace headstock::client {

/// Hears how far a transfer is: bytes done, of so many.
using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

class FileTransfers;

/// A file that somebody wants to send to us. One that goes without a word is declined. Not to outlive its
/// `FileTransfers`, and neither is the coroutine that receives it.
class IncomingFile {
public:
    /// Who offers it. Whether to take anything from them is the program's to say, best by asking its user.
    [[nodiscard]] const core::Jid& from() const { return offer_->stream.from; }
    /// What is said of it. Its name is as the sender wrote it: `FileSink` makes it safe, as `file_offer::safe_name`
    /// does.
    [[nodiscard]] const file_offer::File& file() const { return offer_->file; }
    /// Its type, as the sender says.
    [[nodiscard]] const std::string& media_type() const { return offer_->stream.media_type; }

    /// Accepts it, receives it into `sink`, which outlives that, checks size and hash, and finishes `sink`. Of a
    /// `ranged` file a part may be received; that has no hash. Call it once. Throws Failure: `TransferErrc`,
    /// `std::errc::timed_out`, or what the connection or `sink` throws. Cancelling it closes the connection.
    asio::awaitable<void> receive(Sink& sink, Progress progress = {}, std::optional<file_offer::Part> part = {});
    void decline() { offer_.reset(); }

private:
    friend class FileTransfers;
    IncomingFile(FileTransfers& transfers, file_offer::Offer offer, std::shared_ptr<bool> counted);

    FileTransfers* transfers_;
    std::unique_ptr<file_offer::Offer> offer_;
    std::shared_ptr<bool> counted_;  // how many there are
};

/// Sends and receives files by XEP-0096, for as long as it lives. Nothing is accepted before the program says so.
///
/// By SOCKS5 both sides connect to one of us or to a proxy, which see who we are in the network and, as nothing is
/// encrypted there, the file. Where that does not succeed it goes in-band, as safe as messages are.
class FileTransfers {
public:
    /// `client` must outlive it; it registers the extensions that it needs on the client's stream.
    explicit FileTransfers(Client& client, TransferOptions options = {});
    FileTransfers(const FileTransfers&) = delete;
    FileTransfers& operator=(const FileTransfers&) = delete;

    /// Offers a file to `to`, a full address, and sends it, once they have accepted it. Of `file` the name counts, the
    /// date and the description; the rest comes from `source`, which outlives that. Give `file` a name of its own
    /// before a `co_await`. Whether what arrived was right is not said here. Throws Failure: `forbidden`, they
    /// declined; `TransferErrc`, `std::errc::timed_out`, or what else they or `source` say. Cancelling it closes the
    /// connection.
    asio::awaitable<void> send(core::Jid to, Source& source, file_offer::File file, Progress progress = {});

    /// Gives each file that is offered, and is not above the limits, to `handler`; until then they are refused.
    void answer_with(std::function<void(IncomingFile)> handler);

private:
    friend class IncomingFile;
    struct Arrivals;
    struct Way;

    [[nodiscard]] std::vector<std::string> methods() const;
    [[nodiscard]] std::string choose(const std::vector<std::string>& offered) const;
    asio::awaitable<file_offer::File> describe(Source& source, file_offer::File file);
    asio::awaitable<Way> way_to(core::Jid to, std::string id, std::string method);
    asio::awaitable<Way> in_band_to(core::Jid to, std::string id);
    asio::awaitable<void> send_by(Way& way, Source& source, file_offer::Part part, const Progress& progress);
    asio::awaitable<void> receive(std::unique_ptr<file_offer::Offer> offer, Sink& sink, Progress progress,
                                  std::optional<file_offer::Part> wanted);
    asio::awaitable<void> arrival(Arrivals& arrivals, Way& way);
    asio::awaitable<std::string> receive_by(Way& way, Sink& sink, std::uint64_t length, const Progress& progress);
    asio::awaitable<void> expect_end(Way& way);

    Client& client_;
    TransferOptions options_;
    stream_initiation::Module initiation_;
    file_offer::Module offers_;
    in_band::Module in_band_;
    bytestreams::Module bytestreams_;
    std::optional<std::vector<bytestreams::Host>> proxies_;  // once they were asked for
    std::shared_ptr<bool> waiting_ = std::make_shared<bool>(true);
};

}  // namespace headstock::client
