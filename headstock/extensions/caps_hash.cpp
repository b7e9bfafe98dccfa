// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "headstock/auth/crypto.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/extensions/caps.hpp"

namespace headstock::caps {
namespace {

constexpr std::string_view form_type = "FORM_TYPE";

std::optional<auth::Hash> hash_called(std::string_view name) {
    if (name == "sha-1") return auth::Hash::sha1;
    if (name == "sha-256") return auth::Hash::sha256;
    if (name == "sha-512") return auth::Hash::sha512;
    return std::nullopt;
}

/// The string that is hashed. What would make it ambiguous is refused: '<' separates its parts.
class Text {
public:
    void add(std::string_view part) {
        wrong_ = wrong_ || part.find('<') != std::string_view::npos;
        text_.append(part).push_back('<');
    }
    /// Adds parts in order, none of them twice.
    void add_all(std::vector<std::string> parts) {
        std::ranges::sort(parts);
        wrong_ = wrong_ || std::ranges::adjacent_find(parts) != parts.end();
        for (const std::string& part : parts) add(part);
    }
    void refuse() { wrong_ = true; }
    [[nodiscard]] Result<std::string> take() && {
        if (wrong_) return fail(std::make_error_code(std::errc::bad_message), "ill-formed information");
        if (text_.size() > max_info) return fail(std::make_error_code(std::errc::message_size), "too much information");
        return std::move(text_);
    }

private:
    std::string text_;
    bool wrong_ = false;
};

void add_identities(Text& text, const disco::Info& info) {
    std::vector<std::string> parts;
    for (const disco::Identity& each : info.identities) {
        // A category without a type, or with a '/', could pass a feature such as "http://…" off as an identity.
        for (const std::string& part : {each.category, each.type, each.language.value_or("-")})
            if (part.empty() || part.find('/') != std::string::npos) text.refuse();
        parts.push_back(each.category + "/" + each.type + "/" + each.language.value_or("") + "/" +
                        each.name.value_or(""));
    }
    text.add_all(std::move(parts));
}

void add_features(Text& text, const disco::Info& info) {
    std::vector<std::string> parts;
    for (const disco::Feature& each : info.features) parts.push_back(each.var);
    text.add_all(std::move(parts));
}

/// Whether a form counts; where its FORM_TYPE has several meanings, nothing does.
bool counts(const forms::Form& form, Text& text) {
    const forms::Field* const type = form.field(form_type);
    if (!type || type->kind() != forms::FieldType::hidden || type->values.empty()) return false;
    if (std::ranges::any_of(type->values, [&](const std::string& value) { return value != type->values.front(); }))
        text.refuse();
    return true;
}

void add_form(Text& text, forms::Form form) {
    text.add(form.form_type());
    std::ranges::sort(form.fields, {}, &forms::Field::var);
    if (std::ranges::adjacent_find(form.fields, {}, &forms::Field::var) != form.fields.end()) text.refuse();
    for (forms::Field& field : form.fields) {
        if (field.var == form_type) continue;
        text.add(field.var);
        std::ranges::sort(field.values);
        for (const std::string& value : field.values) text.add(value);
    }
}

void add_forms(Text& text, const disco::Info& info) {
    std::vector<forms::Form> all;
    for (forms::Form& form : info.forms())
        if (counts(form, text)) all.push_back(std::move(form));
    std::ranges::sort(all, {}, &forms::Form::form_type);
    if (std::ranges::adjacent_find(all, {}, &forms::Form::form_type) != all.end()) text.refuse();
    for (forms::Form& form : all) add_form(text, std::move(form));
}

/// Whether one of the forms cannot be read, so that nobody knows what it says.
bool has_broken_form(const disco::Info& info) {
    const auto is_form = [](const bridge::Element& each) { return bridge::is_a<forms::Form>(each.name()); };
    return static_cast<std::size_t>(std::ranges::count_if(info.extensions, is_form)) != info.forms().size();
}

}  // namespace

Result<std::string> verification(const disco::Info& info, std::string_view hash) {
    Text text;
    if (has_broken_form(info)) text.refuse();
    add_identities(text, info);
    add_features(text, info);
    add_forms(text, info);
    const Result<std::string> whole = std::move(text).take();
    if (!whole) return whole;
    const auto algorithm = hash_called(hash);
    if (!algorithm) return fail(std::make_error_code(std::errc::not_supported), std::string(hash));
    return to_base64(auth::digest(*algorithm, *whole));
}

}  // namespace headstock::caps
