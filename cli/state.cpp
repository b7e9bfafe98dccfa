// SPDX-License-Identifier: MIT
#include "cli/state.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "cli/events.hpp"
#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

constexpr mode_t private_directory = 0700;
constexpr mode_t private_file = 0600;

Result<void> make_directory(const std::string& directory) {
    if (mkdir(directory.c_str(), private_directory) != 0 && errno != EEXIST) return file_error(directory);
    struct stat status{};
    if (stat(directory.c_str(), &status) != 0) return file_error(directory);
    if (!S_ISDIR(status.st_mode)) return fail(Errc::bad_file, directory + ": not a directory");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(Errc::unsafe_file, directory + ": chmod 700 makes it private");
    return {};
}

std::string text_of(const Value& value, std::string_view field) {
    const Value* found = value.field(field);
    return found && found->text() ? *found->text() : std::string();
}

std::optional<std::string> optional_text(const Value& value, std::string_view field) {
    const Value* found = value.field(field);
    return found && found->text() ? std::optional(*found->text()) : std::nullopt;
}

std::optional<core::RosterItem> item_of(const Value& value) {
    const Result<core::Jid> jid = core::Jid::parse(text_of(value, "jid"));
    const auto subscription = bridge::value_for<core::SubscriptionState>(text_of(value, "subscription"));
    if (!jid || !subscription) return std::nullopt;
    core::RosterItem item;
    item.jid = *jid;
    item.name = optional_text(value, "name");
    item.subscription = *subscription;
    item.ask = optional_text(value, "ask");
    if (const Value* approved = value.field("approved")) item.approved = *approved == Value(true);
    const Value* groups = value.field("groups");
    if (groups && groups->list())
        for (const Value& group : *groups->list())
            if (group.text()) item.groups.push_back(*group.text());
    return item;
}

std::optional<core::RosterQuery> roster_of(const Value& value, const core::Jid& account) {
    const Value* items = value.field("items");
    if (text_of(value, "account") != account.text() || !items || !items->list()) return std::nullopt;
    core::RosterQuery roster;
    roster.version = optional_text(value, "version");
    for (const Value& each : *items->list()) {
        std::optional<core::RosterItem> item = item_of(each);
        if (!item) return std::nullopt;
        roster.items.push_back(std::move(*item));
    }
    return roster;
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const Result<Descriptor> file = open_private(path);
    if (!file) return std::unexpected(file.error());
    std::string text;
    std::string space(1U << 16U, '\0');
    for (ssize_t size = 0; (size = read(file->get(), space.data(), space.size())) != 0;) {
        if (size < 0) return file_error(path);
        text.append(space, 0, static_cast<std::size_t>(size));
        if (text.size() > limit) return fail(Errc::bad_file, path + ": too large");
    }
    return text;
}

}  // namespace

Result<State> State::open(const std::string& directory) {
    if (Result<void> made = make_directory(directory); !made) return std::unexpected(std::move(made.error()));
    const std::string path = directory + "/lock";
    Descriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, private_file));
    if (!lock || fchmod(lock.get(), private_file) != 0) return file_error(path);
    if (flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return State(directory, std::move(lock));
    if (errno == EWOULDBLOCK) return fail(Errc::state_in_use, directory);
    return file_error(path);
}

std::optional<core::RosterQuery> RosterFile::load() {
    if (access(path_.c_str(), F_OK) != 0) return std::nullopt;
    const Result<std::string> text = read_file(path_, max_size);
    if (!text) return warn_(text.error()), std::nullopt;
    const Result<Value> value = from_json(*text);
    std::optional<core::RosterQuery> roster = value ? roster_of(*value, account_) : std::nullopt;
    if (!value) warn_({Errc::bad_file, path_ + ": no JSON; the roster is fetched anew"});
    return roster;
}

void RosterFile::save(const core::RosterQuery& roster) {
    Value::List items;
    for (const core::RosterItem& item : roster.items) items.emplace_back(roster_fields(item));
    Value::Fields all;
    all.emplace_back("v", 1);
    all.emplace_back("account", account_.text());
    if (roster.version) all.emplace_back("version", *roster.version);
    all.emplace_back("items", std::move(items));
    if (Result<void> written = write_file(path_, to_json(all) + "\n", private_file); !written) warn_(written.error());
}

}  // namespace headstock::cli
