// SPDX-License-Identifier: MIT
#include "headstock/extensions/file_offer.hpp"

namespace headstock::file_offer {
namespace {

constexpr std::size_t md5_size = 16;

std::unexpected<Error> malformed(std::string why) {
    return fail(make_error_code(bridge::PayloadErrc::malformed), std::move(why));
}

Result<File> read(const bridge::Element& details) {
    Result<File> file = bridge::read<File>(details);
    if (file && file->hash && file->hash->data.size() != md5_size) return malformed("file@hash: not an MD5");
    return file;
}

}  // namespace

Result<Part> part_of(const File& file, const stream_initiation::Initiation& answer) {
    const Part whole{0, file.size};
    for (const bridge::Element& details : answer.details) {
        if (details.name() != bridge::name_of<Wanted>()) continue;
        const Result<Wanted> wanted = bridge::read<Wanted>(details);
        if (!wanted) return std::unexpected(wanted.error());
        if (!wanted->range) return whole;
        const std::uint64_t offset = wanted->range->offset.value_or(0);
        if (offset > file.size) return malformed("range@offset: behind the end");
        const Part part{offset, wanted->range->length.value_or(file.size - offset)};
        if (part.length > file.size - offset) return malformed("range@length: behind the end");
        if (part != whole && !file.ranged) return malformed("range: was not offered");
        return part;
    }
    return whole;
}

stream_initiation::Initiation make(std::string id, const File& file, std::vector<std::string> methods) {
    return stream_initiation::make(std::move(id), std::string(ns), bridge::write(file), std::move(methods));
}

void Offer::accept(const std::string& method, std::optional<Part> part) {
    if (!part || !file.ranged || *part == Part{0, file.size}) return stream.accept(method);
    Wanted wanted;
    wanted.range = Range{part->offset, part->length};
    stream.accept(method, bridge::write(wanted));
}

void Module::answer_with(std::function<void(Offer)> handler) {
    answering_.cancel();
    announced_.cancel();
    if (!handler) return;
    answering_ =
        initiation_.answer_with(std::string(ns), [handler = std::move(handler)](stream_initiation::Offer offer) {
            Result<File> file = read(offer.details);
            if (!file) return offer.refuse(stream_initiation::Problem::bad_profile);
            handler({std::move(offer), *std::move(file)});
        });
    announced_ = stream_.announce(std::string(ns));
}

}  // namespace headstock::file_offer
