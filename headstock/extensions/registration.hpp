// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"

/// In-Band Registration (XEP-0077): register with a service, change a password or cancel an account; or be the service.
/// Before a login it is `core::Account::register_first` that makes an account.
namespace headstock::registration {

inline constexpr std::string_view ns = "jabber:iq:register";

/// What a host wants to know, each field that is there; what it knows; or what it is told.
struct Query {
    bool registered = false;  ///< we are registered already
    std::optional<std::string> instructions{};
    std::optional<std::string> username{};
    std::optional<std::string> nick{};
    std::optional<std::string> password{};
    std::optional<std::string> name{};
    std::optional<std::string> first{};
    std::optional<std::string> last{};
    std::optional<std::string> email{};
    std::optional<std::string> address{};
    std::optional<std::string> city{};
    std::optional<std::string> state{};
    std::optional<std::string> zip{};
    std::optional<std::string> phone{};
    std::optional<std::string> url{};
    std::optional<std::string> date{};
    std::optional<std::string> misc{};
    std::optional<std::string> text{};
    std::optional<std::string> key{};
    bool remove = false;                        ///< the account shall be cancelled
    std::optional<forms::Form> form{};          ///< the same, and more, as a form; where there is one, it counts
    std::vector<bridge::Element> extensions{};  ///< whatever else came, as the address of a web page (XEP-0066)

    static constexpr auto xml = bridge::element(
        "query", ns, bridge::flag("registered", &Query::registered), bridge::text("instructions", &Query::instructions),
        bridge::text("username", &Query::username), bridge::text("nick", &Query::nick),
        bridge::text("password", &Query::password), bridge::text("name", &Query::name),
        bridge::text("first", &Query::first), bridge::text("last", &Query::last), bridge::text("email", &Query::email),
        bridge::text("address", &Query::address), bridge::text("city", &Query::city),
        bridge::text("state", &Query::state), bridge::text("zip", &Query::zip), bridge::text("phone", &Query::phone),
        bridge::text("url", &Query::url), bridge::text("date", &Query::date), bridge::text("misc", &Query::misc),
        bridge::text("text", &Query::text), bridge::text("key", &Query::key), bridge::flag("remove", &Query::remove),
        bridge::child(&Query::form), bridge::rest(&Query::extensions));

    /// Where the host wants to be visited instead, or besides (XEP-0066); nothing where it says no such thing.
    [[nodiscard]] std::optional<bridge::Uri> web_page() const;
    friend bool operator==(const Query&, const Query&) = default;
};

/// A field that can be asked for, by its name in XML and in forms.
using NamedField = std::pair<std::string_view, std::optional<std::string> Query::*>;
/// All of them, but the obsolete `key`.
[[nodiscard]] std::span<const NamedField> fields_of_query();

/// Asks `host`, our server where it is empty, what it wants to know, and what it knows of us.
[[nodiscard]] core::Request<Query> fields(core::Jid host = {});
/// Registers, or changes what is registered: with fields filled in, or with a form (`forms::Answer`); then the fields
/// are left out. Fails with `StanzaCondition::conflict` where a name is taken, and `not_acceptable` where something is
/// missing.
[[nodiscard]] core::Request<core::Done> enroll(core::Jid host, Query filled);
/// Changes the password at our server. It learns the new one, so this fails with `Errc::tls_not_offered` unless
/// `stream` is encrypted, or need not be. Our account is to be given the new password by the program.
[[nodiscard]] Result<core::Request<core::Done>> change_password(const core::Stream& stream, const Secret& password);
/// Cancels the registration with `host`; where that is empty, our whole account, and our server may end the stream
/// before it answers.
[[nodiscard]] core::Request<core::Done> cancel(core::Jid host = {});

/// A host that others register with, for as long as it lives.
class Module {
public:
    /// What the program does. Who asks is told by a bare address. Errors go back as they are: `conflict`,
    /// `not_acceptable`, `not_allowed`, …
    struct Host {
        /// What is asked of somebody; with `registered` and what is known, where they are registered.
        std::function<Query(const core::Jid& who)> fields;
        /// Registers somebody, or changes what is registered.
        std::function<Result<void>(const core::Jid& who, const Query& filled)> enroll;
        /// Cancels somebody's registration.
        std::function<Result<void>(const core::Jid& who)> remove;
    };

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Answers with what `host` does; until then questions get <service-unavailable/>. What is told is checked before:
    /// each field that is asked for must be there and not empty, or the form must be well filled in, whose values then
    /// stand in the fields of the same names too. <remove/> must stand alone, and only who is registered can cancel.
    void answer_with(Host host);

private:
    Result<core::Done> answer(const core::Iq& order) const;

    core::Stream& stream_;
    Host host_;
    Subscription answering_fields_;
    Subscription answering_orders_;
    Subscription announced_;
};

}  // namespace headstock::registration
