// SPDX-License-Identifier: MIT
#include "cli/accounts.hpp"

#include <algorithm>
#include <string_view>

#include "cli/exit_codes.hpp"
#include "cli/files.hpp"

namespace headstock::cli {
namespace {

constexpr std::size_t max_file = 1U << 20U;

/// The next word of a line, which is taken off.
std::string_view take_word(std::string_view& line) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    return word;
}

Result<NamedAccount> read_line(std::string_view line) {
    const std::string_view name = take_word(line);
    const std::string_view address = take_word(line);
    if (name.empty() || address.empty() || line.empty())
        return fail(Errc::bad_file, "not a name, an address and a password");
    Result<core::Jid> jid = core::Jid::parse(address);
    if (!jid || jid->local().empty()) return fail(Errc::bad_file, "the second word is no address of an account");
    return NamedAccount{std::string(name), std::move(*jid), Secret(line)};
}

}  // namespace

Result<std::vector<NamedAccount>> read_named_accounts(const std::string& path, const Stop& stop) {
    const Result<Descriptor> file = open_private(path);
    if (!file) return std::unexpected(file.error());
    Result<std::string> text = read_all(file->get(), max_file, stop);
    if (!text) return std::unexpected(std::move(text.error()));
    std::vector<NamedAccount> accounts;
    std::string_view rest = *text;
    std::string wrong;
    for (std::size_t number = 1; !rest.empty() && wrong.empty(); ++number) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        Result<NamedAccount> account = read_line(line);
        if (account) accounts.push_back(std::move(*account));
        else wrong = path + ", line " + std::to_string(number) + ": " + account.error().text;
    }
    wipe(text->data(), text->size());
    if (!wrong.empty()) return fail(Errc::bad_file, wrong);
    return accounts;
}

}  // namespace headstock::cli
