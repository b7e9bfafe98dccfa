// SPDX-License-Identifier: MIT
#include "headstock/extensions/search.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace headstock::search {
namespace {

template <class T>
constexpr auto fields_of() {
    return std::to_array<std::pair<std::string_view, std::optional<std::string> T::*>>(
        {{"first", &T::first}, {"last", &T::last}, {"nick", &T::nick}, {"email", &T::email}});
}

/// Takes over what a form says in fields of the same names.
template <class T, class Fields>
void fill(T& value, const Fields& fields) {
    for (const auto& [var, member] : fields_of<T>())
        if (const forms::Field* const field = fields.field(var); field && !field->values.empty())
            value.*member = field->text();
}

std::unexpected<Error> bad_request(std::string text) {
    return fail(make_error_code(core::StanzaCondition::bad_request), std::move(text));
}

/// The people of a page as a form tells them, for who asked with one.
forms::Form as_form(const std::vector<Person>& found) {
    using enum forms::FieldType;
    forms::Form form = forms::make(forms::Type::result, std::string(ns));
    forms::Row& reported = form.reported.emplace();
    reported.fields.push_back({.var = "jid", .type = jid_single});
    for (const auto& [var, member] : fields_of<Person>())
        reported.fields.push_back({.var = std::string(var), .type = text_single});
    for (const Person& person : found) {
        forms::Row& row = form.items.emplace_back();
        row.fields.push_back({.var = "jid", .values = {person.jid.text()}});
        for (const auto& [var, member] : fields_of<Person>())
            row.fields.push_back({.var = std::string(var), .values = {(person.*member).value_or("")}});
    }
    return form;
}

/// Leaves the page that is asked for.
Result<result_set::Page> cut(std::vector<Person>& found, const result_set::Page& asked) {
    const auto place = [&](std::string_view id) -> std::optional<std::size_t> {
        const auto at = std::ranges::find(found, id, [](const Person& each) { return each.jid.text(); });
        return at == found.end() ? std::nullopt : std::optional<std::size_t>(at - found.begin());
    };
    const auto slice = result_set::slice(asked, found.size(), Module::max_found, place);
    if (!slice) return std::unexpected(slice.error());
    result_set::Page page =
        result_set::describe(*slice, found.size(), [&](std::size_t at) { return found[at].jid.text(); });
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(slice->end), found.end());
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(slice->begin));
    return page;
}

}  // namespace

std::vector<Person> people(const Query& answer) {
    std::vector<Person> all = answer.found;
    if (!answer.form) return all;
    for (const forms::Row& item : answer.form->items) {
        const forms::Field* const jid = item.field("jid");
        Result<core::Jid> address = jid ? jid->as<core::Jid>() : fail(bridge::PayloadErrc::missing);
        if (!address) continue;
        Person& person = all.emplace_back();
        person.jid = *std::move(address);
        fill(person, item);
    }
    return all;
}

core::Request<Query> fields(core::Jid service) { return core::get<Query>(std::move(service)); }

core::Request<Query> find(core::Jid service, Query wanted) {
    Query question;
    if (wanted.form) {
        question.form = std::move(wanted.form);
        question.page = std::move(wanted.page);
    } else {
        question = std::move(wanted);
        question.instructions.reset();
    }
    return core::set<Query>(std::move(service), bridge::write(question));
}

void Module::answer_with(Query fields, Find find) {
    fields_ = std::move(fields);
    find_ = std::move(find);
    core::Router& router = stream_.router();
    answering_fields_ = router.respond<Query>(core::IqType::get, [this](const core::Iq&) { return fields_; });
    answering_searches_ = router.respond<Query>(core::IqType::set, [this](const core::Iq& iq) { return answer(iq); });
    announced_ = stream_.announce(std::string(ns));
}

Result<Query> Module::answer(const core::Iq& question) const {
    Result<Query> wanted = question.payload<Query>();
    if (!wanted) return bad_request(wanted.error().text);
    if (wanted->form) {
        if (!fields_.form) return bad_request("no form was offered");
        if (Result<void> good = forms::check(*fields_.form, *wanted->form); !good) return std::unexpected(good.error());
        fill(*wanted, *wanted->form);
    }
    Result<std::vector<Person>> found = find_(question, *wanted);
    if (!found) return std::unexpected(std::move(found.error()));
    Query answer;
    const Result<result_set::Page> page = cut(*found, wanted->page.value_or(result_set::Page()));
    if (!page) return std::unexpected(page.error());
    if (wanted->page) answer.page = *page;
    if (wanted->form) answer.form = as_form(*found);
    else answer.found = *std::move(found);
    return answer;
}

}  // namespace headstock::search
