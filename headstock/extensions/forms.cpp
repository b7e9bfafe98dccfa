// SPDX-License-Identifier: MIT
#include "headstock/extensions/forms.hpp"

#include <algorithm>
#include <map>

namespace headstock::forms {
namespace {

constexpr std::string_view form_type_field = "FORM_TYPE";

const Field* find(const std::vector<Field>& fields, std::string_view var) {
    const auto found = std::ranges::find(fields, var, &Field::var);
    return found == fields.end() ? nullptr : &*found;
}

std::unexpected<Error> unacceptable(std::string_view var, std::string_view why) {
    return fail(make_error_code(core::StanzaCondition::not_acceptable), std::string(var).append(": ").append(why));
}

bool is_list(FieldType type) { return type == FieldType::list_single || type == FieldType::list_multi; }

bool may_repeat(FieldType type) {
    using enum FieldType;
    return type == list_multi || type == jid_multi || type == text_multi || type == hidden;
}

bool has_content(const Field& field) {
    return std::ranges::any_of(field.values, [](const std::string& value) { return !value.empty(); });
}

bool is_option(const Field& field, std::string_view value) {
    return std::ranges::find(field.options, value, &Option::value) != field.options.end();
}

/// Whether a list takes other values than its options (XEP-0122 §3.2).
bool is_open(const Field& field) {
    const auto& rule = field.validation;
    return rule && (rule->open || rule->range || rule->regex);
}

/// Whether a field's type allows a value.
Result<void> check_value(const Field& asked, const std::string& value) {
    switch (asked.kind()) {
        case FieldType::boolean:
            if (!bridge::Lexical<bool>::read(value)) return unacceptable(asked.var, "neither true nor false");
            break;
        case FieldType::jid_single:
        case FieldType::jid_multi:
            if (!core::Jid::parse(value)) return unacceptable(asked.var, "not an address");
            break;
        case FieldType::list_single:
        case FieldType::list_multi:
            if (!is_open(asked) && !is_option(asked, value)) return unacceptable(asked.var, "not one of the options");
            break;
        default:
            break;
    }
    return {};
}

/// How many of a list may be chosen (XEP-0122 §3.3).
Result<void> check_count(const Field& asked, std::size_t count) {
    const auto& range = asked.validation->list_range;
    if (!range || asked.kind() != FieldType::list_multi) return {};
    if (range->min && count < *range->min) return unacceptable(asked.var, "too few are chosen");
    if (range->max && count > *range->max) return unacceptable(asked.var, "too many are chosen");
    return {};
}

/// Whether what was said is what the field's rule asks for (XEP-0122); lines of text are one value, unless it is open.
Result<void> check_rule(const Field& asked, const Field& said) {
    if (Result<void> good = check_count(asked, said.values.size()); !good) return good;
    const bool is_text = asked.kind() == FieldType::text_multi && !is_open(asked);
    for (const std::string& value : is_text ? std::vector{said.text()} : said.values) {
        const Result<void> good = form_validation::check(*asked.validation, value);
        if (good || good.error().code == std::errc::not_supported)
            continue;  // a pattern that the form's maker got wrong
        return unacceptable(asked.var, good.error().text);
    }
    return {};
}

/// Whether what was said to a field may be said; null: nothing was.
Result<void> check_field(const Field& asked, const Field* said) {
    if (!said || !has_content(*said)) {
        if (asked.required) return unacceptable(asked.var, "required");
        return {};
    }
    if (said->values.size() > 1 && !may_repeat(asked.kind())) return unacceptable(asked.var, "more than one value");
    for (const std::string& value : said->values)
        if (Result<void> good = check_value(asked, value); !good) return good;
    return asked.validation ? check_rule(asked, *said) : Result<void>();
}

/// Puts what was chosen of a list in the list's order (XEP-0004 §3.3).
void sort_choices(Field& field) {
    std::vector<std::string> sorted;
    for (const Option& option : field.options)
        if (std::erase(field.values, option.value) > 0) sorted.push_back(option.value);
    std::ranges::move(field.values, std::back_inserter(sorted));
    field.values = std::move(sorted);
}

}  // namespace

std::string Field::text() const {
    std::string text;
    for (const std::string& line : values) (text += &line == &values.front() ? "" : "\n") += line;
    return text;
}

std::unexpected<Error> Field::not_one() const {
    return fail(values.empty() ? bridge::PayloadErrc::missing : bridge::PayloadErrc::duplicate, var);
}

std::unexpected<Error> Field::malformed(const Error& why) const {
    return fail(bridge::PayloadErrc::malformed, var + ": " + bridge::detail::reason(why));
}

const Field* Row::field(std::string_view var) const { return find(fields, var); }
const Field* Form::field(std::string_view var) const { return find(fields, var); }

std::string_view Form::form_type() const {
    const Field* const found = field(form_type_field);
    if (!found || (type != Type::submit && found->kind() != FieldType::hidden)) return {};
    return found->value();
}

std::unexpected<Error> Form::no_field(std::string_view var) {
    return fail(bridge::PayloadErrc::missing, std::string(var));
}

Form make(Type type, std::string form_type, std::vector<Field> fields) {
    Form form;
    form.type = type;
    form.fields.reserve(fields.size() + 1);
    Field& first = form.fields.emplace_back();
    first.var = form_type_field;
    first.type = FieldType::hidden;
    first.values.push_back(std::move(form_type));
    std::ranges::move(fields, std::back_inserter(form.fields));
    return form;
}

std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> found;
    for (bool more = true; more;) {
        const std::size_t end = text.find('\n');
        more = end != std::string_view::npos;
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        found.emplace_back(line);
        if (more) text.remove_prefix(end + 1);
    }
    return found;
}

Form cancel() {
    Form form;
    form.type = Type::cancel;
    return form;
}

Result<void> check(const Form& form, const Form& submission) {
    if (submission.type != Type::submit) return unacceptable("x", "not a submission");
    if (!submission.form_type().empty() && submission.form_type() != form.form_type())
        return unacceptable(form_type_field, "another form");
    std::map<std::string_view, const Field*> said;
    for (const Field& field : submission.fields)
        if (!said.emplace(field.var, &field).second && !field.var.empty())
            return unacceptable(field.var, "stands twice");
    for (const Field& asked : form.fields) {
        if (asked.kind() == FieldType::fixed) continue;
        const auto found = said.find(asked.var);
        if (Result<void> good = check_field(asked, found == said.end() ? nullptr : found->second); !good) return good;
    }
    return {};
}

Answer& Answer::set(std::string_view var, std::string_view text) {
    const Field* const field = form_.field(var);
    const bool has_lines = field && field->kind() == FieldType::text_multi;
    return put(var, has_lines ? lines(text) : std::vector<std::string>{std::string(text)});
}

Answer& Answer::put(std::string_view var, std::vector<std::string> values) {
    const auto field = std::ranges::find(form_.fields, var, &Field::var);
    if (field == form_.fields.end()) {
        if (!wrong_) wrong_ = unacceptable(var, "no such field").error();
        return *this;
    }
    field->values = std::move(values);
    if (is_list(field->kind())) sort_choices(*field);
    if (field->values.empty()) emptied_.emplace_back(var);
    return *this;
}

Result<Form> Answer::submission() const {
    if (wrong_) return std::unexpected(*wrong_);
    Form filled;
    filled.type = Type::submit;
    for (const Field& field : form_.fields) {
        if (field.kind() == FieldType::fixed) continue;
        const bool is_emptied = std::ranges::find(emptied_, field.var) != emptied_.end();
        if (field.values.empty() && !is_emptied) continue;
        Field& answer = filled.fields.emplace_back();
        answer.var = field.var;
        answer.type = field.type;
        answer.values = field.values;
    }
    if (Result<void> good = check(form_, filled); !good) return std::unexpected(good.error());
    return filled;
}

}  // namespace headstock::forms
