// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"

/// User Profile (XEP-0154): what somebody tells about themselves, as fields of a form.
namespace headstock::profile {

inline constexpr std::string_view ns = "urn:xmpp:tmp:profile";

/// A profile, whole or in part. Its fields have the names of the registry, as "nickname", "given_name" or "weblog";
/// others begin with "x-".
struct Profile {
    std::optional<forms::Form> form;

    static constexpr auto xml = bridge::element("profile", ns, bridge::child(&Profile::form));

    /// The lines of a field as one text; nothing where it is not there.
    [[nodiscard]] std::optional<std::string> text(std::string_view var) const;
    /// Gives a field a text, whose lines are its values.
    Profile& set(std::string_view var, std::string_view text);
    /// Takes over the fields of `update`, which is a part of a profile, and leaves the others.
    void update(const Profile& update);
    friend bool operator==(const Profile&, const Profile&) = default;
};

/// Asks for the profile of `entity`; empty: our own, from our server.
[[nodiscard]] core::Request<Profile> get(core::Jid entity = {});
/// Has our server keep our profile, in the place of what it has.
[[nodiscard]] core::Request<core::Done> publish(Profile profile);

/// Answers for ourselves.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}
    /// Answers who asks with what `profile` gives them, which may differ from one to another; until then questions get
    /// <service-unavailable/>.
    void answer_with(std::function<Result<Profile>(const core::Jid& who)> profile);

private:
    core::Stream& stream_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::profile
