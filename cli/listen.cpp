// SPDX-License-Identifier: MIT
#include <asio/this_coro.hpp>

#include <chrono>
#include <exception>

#include "cli/commands.hpp"
#include "cli/events.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

#include "headstock/client/reconnect.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::cli {
namespace {

/// Hears what happens in a session, and tells of it.
class Listening {
public:
    explicit Listening(Session& session) : session_(session), out_(session.context.out) {
        session.client.session().version.answer_with({"headstock", HEADSTOCK_VERSION, std::nullopt});
        hear_of_the_connection();
        hear_of_the_roster();
        hear_of_stanzas();
    }
    /// Whether a login has succeeded at any time.
    [[nodiscard]] bool was_connected() const { return was_connected_; }

private:
    void keep(Subscription subscription) { kept_.push_back(std::move(subscription)); }
    [[nodiscard]] const core::Jid& self() const { return session_.client.address(); }
    core::Stream& stream() { return session_.client.stream(); }

    void hear_of_the_connection() {
        keep(stream().on_status([this](core::Status status) {
            if (status == core::Status::bound) connected();
        }));
        keep(stream().on_end([this](const Error& why) { disconnected(why); }));
        keep(session_.client.on_retry([this](const Error& why, Duration wait) { reconnecting(why, wait); }));
    }

    void hear_of_the_roster() {
        core::Roster& roster = session_.client.session().roster;
        keep(roster.on_loaded([this, &roster] {
            Value::List items;
            for (const auto& [jid, item] : roster.items()) items.emplace_back(roster_fields(item));
            const std::string line = std::to_string(items.size()) + " contacts";
            tell_aside("roster", "items", std::move(items), line);
        }));
        keep(roster.on_update([this](const core::RosterItem& item) {
            tell_aside("roster", "item", roster_fields(item), "contact: " + roster_line(item));
        }));
    }

    void hear_of_stanzas() {
        keep(stream().router().on_message([this](const core::Message& message) { received(message); }));
        keep(stream().router().on_presence([this](const core::Presence& presence) { received(presence); }));
        for (const std::string_view tag : {"message", "presence", "iq"})
            keep(stream().dispatcher().on({tag, core::ns::client}, [this](bridge::View stanza) { passed(stanza); }));
    }

    void connected() {
        is_connected_ = true;
        was_connected_ = true;
        const client::Connection* connection = session_.client.connection();
        const wire::Tls* tls = connection ? connection->tls() : nullptr;
        Value::Fields fields;
        fields.emplace_back("jid", self().text());
        fields.emplace_back("peer", session_.client.peer());
        fields.emplace_back("tls", tls ? Value(tls->version()) : Value());
        fields.emplace_back("mechanism", stream().mechanism());
        fields.emplace_back("resumed", stream().resumed());
        out_.note("connected", std::move(fields), visible("connected as " + self().text()));
        look_at_output();
    }

    void disconnected(const Error& why) {
        if (!std::exchange(is_connected_, false)) return;
        if (!why.text.empty()) tell_aside("warning", "text", why.text, visible(why.text));
        const bool asked_for = why.code == core::Errc::closed && (done_ || session_.context.stop.signal());
        Value::Fields fields;
        fields.emplace_back("reason", why.code.message());
        fields.emplace_back("code", asked_for ? 0 : static_cast<int>(exit_code(why)));
        out_.note("disconnected", std::move(fields), "disconnected: " + why.code.message());
        look_at_output();
    }

    void reconnecting(const Error& why, Duration wait) {
        const double seconds =
            std::chrono::duration<double>(std::chrono::ceil<std::chrono::milliseconds>(wait)).count();
        Value::Fields fields = error_fields(why);
        fields.emplace_back("in_seconds", seconds);
        out_.note("reconnecting", std::move(fields), "connecting again: " + why.code.message());
        look_at_output();
    }

    void received(const core::Message& message) {
        if (done_) return;
        const Sent sent = sent_at(message, self(), stream().clock().wall());
        const bool is_error = message.type() == core::MessageType::error;
        const bool to_show = message.has_body() || is_error || !message.subject().empty();
        if (out_.json() || to_show)
            out_.result("message", message_fields(message, self(), sent), message_line(message, self()));
        look_at_output();
        if (is_error || !message.has_body()) return;
        ++count_;
        if (count_ == session_.context.options.count) finish();
    }

    void received(const core::Presence& presence) {
        if (done_) return;
        out_.result("presence", presence_fields(presence, self()), presence_line(presence, self()));
        look_at_output();
    }

    /// Called after the router had the stanza: it may have found that it makes no sense.
    void passed(bridge::View stanza) {
        const std::uint64_t dropped = stream().router().dropped();
        if (std::exchange(dropped_, dropped) == dropped) return;
        Value::Fields fields;
        fields.emplace_back("stanza", stanza.tag());
        fields.emplace_back("from", stanza.attribute("from").value_or(""));
        fields.emplace_back("id", stanza.attribute("id").value_or(""));
        out_.note("rejected", std::move(fields), "passed over a stanza that makes no sense: " + visible(stanza.tag()));
        look_at_output();
    }

    void tell_aside(std::string_view event, const char* field, Value value, std::string_view line) {
        Value::Fields fields;
        fields.emplace_back(field, std::move(value));
        out_.note(event, std::move(fields), line);
        look_at_output();
    }

    /// Nobody reads any more: there is nothing to listen for.
    void look_at_output() {
        if (out_.broken() && !done_) finish();
    }
    void finish() {
        done_ = true;
        session_.finish();
    }

    Session& session_;
    Output& out_;
    std::uint32_t count_ = 0;
    std::uint64_t dropped_ = 0;
    bool is_connected_ = false;
    bool was_connected_ = false;
    bool done_ = false;
    std::vector<Subscription> kept_;
};

/// The first login must succeed; what is lost after it comes back, however early that was.
asio::awaitable<void> first_login(Session& session, const Listening& listening) {
    try {
        co_await log_in(session);
    } catch (const Failure& failure) {
        if (!listening.was_connected() || !client::worth_retrying(failure.error())) throw;
    }
}

asio::awaitable<int> listen(Session& session) {
    Listening listening(session);
    std::exception_ptr thrown;
    try {
        co_await first_login(session, listening);
        co_await session.client.run();
    } catch (...) {
        thrown = std::current_exception();
    }
    co_await asio::this_coro::reset_cancellation_state();  // whoever ended the work still wants to hear of the goodbye
    co_await session.client.close();
    if (thrown) std::rethrow_exception(thrown);
    co_return static_cast<int>(Exit::ok);
}

}  // namespace

int run_listen(Context& context) try {
    return with_session(context, {.roster = true, .presence = true}, listen);
} catch (const Failure& failure) {
    if (failure.code() == Errc::interrupted) return static_cast<int>(Exit::ok);  // that is how listening ends
    throw;
}

}  // namespace headstock::cli
