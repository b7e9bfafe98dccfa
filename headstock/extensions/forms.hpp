// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stanza_error.hpp"
#include "headstock/extensions/form_layout.hpp"
#include "headstock/extensions/form_media.hpp"
#include "headstock/extensions/form_validation.hpp"

/// Data Forms (XEP-0004): fields to be filled in, filled in, or told.
namespace headstock::forms {

inline constexpr std::string_view ns = "jabber:x:data";

/// What a field holds.
enum class FieldType {
    boolean,
    fixed,  ///< words for people, which nobody fills in
    hidden,
    jid_multi,
    jid_single,
    list_multi,
    list_single,
    text_multi,
    text_private,
    text_single
};
constexpr auto xml_words(FieldType) {
    using enum FieldType;
    return bridge::words<FieldType>({{boolean, "boolean"},
                                     {fixed, "fixed"},
                                     {hidden, "hidden"},
                                     {jid_multi, "jid-multi"},
                                     {jid_single, "jid-single"},
                                     {list_multi, "list-multi"},
                                     {list_single, "list-single"},
                                     {text_multi, "text-multi"},
                                     {text_private, "text-private"},
                                     {text_single, "text-single"}});
}

}  // namespace headstock::forms

/// A type that nobody knows is a single line of text (XEP-0004 §3.3).
template <>
struct headstock::bridge::Lexical<headstock::forms::FieldType> {
    static Result<forms::FieldType> read(std::string_view text) {
        return value_for<forms::FieldType>(text).value_or(forms::FieldType::text_single);
    }
    static constexpr std::string_view write(forms::FieldType type) { return word_for(type); }
};

namespace headstock::forms {

/// What a list has to choose from.
struct Option {
    std::string label{};  ///< for people; may be empty
    std::string value{};

    static constexpr auto xml = bridge::element("option", ns, bridge::attribute("label", &Option::label).otherwise(""),
                                                bridge::text("value", &Option::value));
    friend bool operator==(const Option&, const Option&) = default;
};

/// A field: what is asked, its default, or the answer.
struct Field {
    std::string var{};  ///< its name; may be empty where it is `fixed`
    std::optional<FieldType> type{};
    std::string label{};        ///< for people; may be empty
    std::string description{};  ///< for people; may be empty
    bool required = false;
    std::vector<std::string> values{};
    std::vector<Option> options{};
    std::optional<form_validation::Validate> validation{};
    std::optional<form_media::Media> media{};

    static constexpr auto xml = bridge::element(
        "field", ns, bridge::attribute("var", &Field::var).otherwise(""), bridge::attribute("type", &Field::type),
        bridge::attribute("label", &Field::label).otherwise(""),
        bridge::text("desc", &Field::description).otherwise(""), bridge::flag("required", &Field::required),
        bridge::text("value", &Field::values), bridge::child(&Field::options), bridge::child(&Field::validation),
        bridge::child(&Field::media));

    /// Its type: `text_single` where none is said.
    [[nodiscard]] FieldType kind() const { return type.value_or(FieldType::text_single); }
    /// Its value as it stands, the first of several; empty where it has none.
    [[nodiscard]] std::string_view value() const { return values.empty() ? std::string_view() : values.front(); }
    /// Its values as lines of one text.
    [[nodiscard]] std::string text() const;
    /// Its one value as a `bool`, a number, a `core::Jid`, a `Timestamp`, or whatever has a lexical form. Fails with
    /// `PayloadErrc::missing`, `duplicate` or `malformed`, and the field's name.
    template <bridge::HasLexical T>
    [[nodiscard]] Result<T> as() const {
        if (values.size() != 1) return not_one();
        return read<T>(values.front());
    }
    /// All its values, none too; each once where they are addresses.
    template <bridge::HasLexical T>
    [[nodiscard]] Result<std::vector<T>> all() const {
        std::vector<T> read_values;
        for (const std::string& each : values) {
            Result<T> one = read<T>(each);
            if (!one) return std::unexpected(std::move(one.error()));
            bool is_known = false;
            if constexpr (std::same_as<T, core::Jid>)
                for (const T& known : read_values) is_known = is_known || known == *one;
            if (!is_known) read_values.push_back(*std::move(one));
        }
        return read_values;
    }
    friend bool operator==(const Field&, const Field&) = default;

private:
    template <class T>
    [[nodiscard]] Result<T> read(const std::string& chars) const {
        Result<T> one = bridge::Lexical<T>::read(chars);
        if (!one) return malformed(one.error());
        return one;
    }
    [[nodiscard]] std::unexpected<Error> not_one() const;
    [[nodiscard]] std::unexpected<Error> malformed(const Error& why) const;
};

/// One item of a result, or what is reported of each.
struct Row {
    std::vector<Field> fields;

    static constexpr auto xml = bridge::element("item", ns, bridge::child(&Row::fields));
    /// The first field of that name; null where there is none. Good until the row is changed.
    [[nodiscard]] const Field* field(std::string_view var) const;
    friend bool operator==(const Row&, const Row&) = default;
};

/// What a form is there for: to be filled in, filled in, declined, or to tell something.
enum class Type { form, submit, cancel, result };
constexpr auto xml_words(Type) {
    using enum Type;
    return bridge::words<Type>({{form, "form"}, {submit, "submit"}, {cancel, "cancel"}, {result, "result"}});
}

/// A form. What it is about, its FORM_TYPE, is a hidden field (XEP-0068).
struct Form {
    Type type = Type::form;
    std::string title{};  ///< may be empty
    std::vector<std::string> instructions{};
    std::vector<form_layout::Page> pages{};
    std::vector<Field> fields{};
    std::optional<Row> reported{};  ///< what the items have, where there are several
    std::vector<Row> items{};

    static constexpr auto xml = bridge::element(
        "x", ns, bridge::attribute("type", &Form::type), bridge::text("title", &Form::title).otherwise(""),
        bridge::text("instructions", &Form::instructions), bridge::child(&Form::pages), bridge::child(&Form::fields),
        bridge::child("reported", &Form::reported), bridge::child(&Form::items));

    /// The first field of that name; null where there is none. Good until the form is changed.
    [[nodiscard]] const Field* field(std::string_view var) const;
    /// Its FORM_TYPE: of a submission whatever the field's type, else a hidden field's. Empty where there is none.
    [[nodiscard]] std::string_view form_type() const;
    /// The value of a field, as `Field::as`; fails with `PayloadErrc::missing` where there is no such field.
    template <bridge::HasLexical T>
    [[nodiscard]] Result<T> value(std::string_view var) const {
        const Field* const found = field(var);
        if (!found) return no_field(var);
        return found->as<T>();
    }
    /// The values of a field, as `Field::all`; none where there is no such field.
    template <bridge::HasLexical T>
    [[nodiscard]] Result<std::vector<T>> values(std::string_view var) const {
        const Field* const found = field(var);
        if (!found) return std::vector<T>();
        return found->all<T>();
    }
    friend bool operator==(const Form&, const Form&) = default;

private:
    [[nodiscard]] static std::unexpected<Error> no_field(std::string_view var);
};

/// A form of that type with a FORM_TYPE and these fields behind it.
[[nodiscard]] Form make(Type type, std::string form_type, std::vector<Field> fields = {});
/// The lines of a text, as the values of a field that holds one.
[[nodiscard]] std::vector<std::string> lines(std::string_view text);
/// A form that declines another.
[[nodiscard]] Form cancel();

/// Whether `submission` answers `form`: all that is required is there and nothing stands twice; truth values,
/// addresses, choices and counts are such; what XEP-0122 asks for holds. Fields that `form` does not have are passed
/// over. Fails with `StanzaCondition::not_acceptable`, which can be answered as it is, and names the field.
[[nodiscard]] Result<void> check(const Form& form, const Form& submission);

/// Fills in a form:
///
///     const Result<Form> filled = Answer(form).set("botname", "Joogle").set("public", true).submission();
class Answer {
public:
    explicit Answer(Form form) : form_(std::move(form)) {}

    /// Gives a field of the form a value: a text, whose lines are the values of a `text-multi` field, or whatever has a
    /// lexical form. `submission` fails where there is no such field.
    Answer& set(std::string_view var, std::string_view text);
    Answer& set(std::string_view var, const char* text) { return set(var, std::string_view(text)); }
    Answer& set(std::string_view var, const std::string& text) { return set(var, std::string_view(text)); }
    template <bridge::HasLexical T>
    Answer& set(std::string_view var, const T& value) {
        return put(var, {std::string(bridge::Lexical<T>::write(value))});
    }
    /// Gives it several; none says that it shall have none.
    template <bridge::HasLexical T>
    Answer& set(std::string_view var, const std::vector<T>& values) {
        std::vector<std::string> texts;
        for (const T& value : values) texts.emplace_back(bridge::Lexical<T>::write(value));
        return put(var, std::move(texts));
    }
    /// The form as filled in: hidden fields, those that were set, and those that have a default. Fails as `check` does.
    [[nodiscard]] Result<Form> submission() const;

private:
    Answer& put(std::string_view var, std::vector<std::string> values);
    Form form_;
    std::vector<std::string> emptied_;
    std::optional<Error> wrong_;
};

}  // namespace headstock::forms
