// SPDX-License-Identifier: MIT
#include "headstock/extensions/profile.hpp"

#include <algorithm>

namespace headstock::profile {
namespace {

forms::Form& form_of(Profile& profile) {
    if (!profile.form) profile.form = forms::make(forms::Type::result, std::string(ns));
    return *profile.form;
}

forms::Field& field_of(forms::Form& form, std::string_view var) {
    const auto found = std::ranges::find(form.fields, var, &forms::Field::var);
    if (found != form.fields.end()) return *found;
    forms::Field& field = form.fields.emplace_back();
    field.var = var;
    return field;
}

}  // namespace

std::optional<std::string> Profile::text(std::string_view var) const {
    const forms::Field* const field = form ? form->field(var) : nullptr;
    return field ? std::optional(field->text()) : std::nullopt;
}

Profile& Profile::set(std::string_view var, std::string_view text) {
    field_of(form_of(*this), var).values = forms::lines(text);
    return *this;
}

void Profile::update(const Profile& update) {
    if (!update.form) return;
    for (const forms::Field& field : update.form->fields) field_of(form_of(*this), field.var) = field;
}

core::Request<Profile> get(core::Jid entity) { return core::get<Profile>(std::move(entity)); }

core::Request<core::Done> publish(Profile profile) {
    form_of(profile).type = forms::Type::submit;
    return core::set({}, bridge::write(profile));
}

void Module::answer_with(std::function<Result<Profile>(const core::Jid& who)> profile) {
    answering_ = stream_.router().respond<Profile>(
        core::IqType::get, [profile = std::move(profile)](const core::Iq& question) -> Result<Profile> {
            Result<Profile> answer = profile(question.from());
            if (answer && answer->form) answer->form->type = forms::Type::result;
            return answer;
        });
    announced_ = stream_.announce(std::string(ns));
}

}  // namespace headstock::profile
