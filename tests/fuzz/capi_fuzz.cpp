// SPDX-License-Identifier: MIT
// Calls the C interface as bytes say: functions in any order, handles that are, were and never were, texts that are cut
// out of the input, and null. Nothing crashes, nothing is used after its end, each status is one of those declared, and
// what fails gives nothing out.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "capi/headstock.h"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

/// What the bytes still say.
class Script {
public:
    Script(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}
    [[nodiscard]] bool over() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty()) return 0;
        const auto first = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return first;
    }
    /// Some bytes of the input, a word that means something, or nothing at all.
    std::string_view text() {
        static constexpr std::array<std::string_view, 16> words = {
            "a@b/c",
            "a",
            "urn:a",
            "<message to='a@b'><body>x</body></message>",
            "<a><b/>",
            "version.Info",
            R"({"name":"x","version":"y"})",
            R"({"tls":"off","events":3,"trace":true})",
            R"({"tls":"outside"})",
            "{}",
            "forbidden",
            "<stream:stream xmlns='jabber:client' from='b' id='1' version='1.0' "
            "xmlns:stream='http://etherx.jabber.org/streams'>",
            "<stream:features/>",
            R"({"show":"away","priority":1})",
            "jabber:iq:version",
            "/a/b[@x]"};
        const std::uint8_t which = byte();
        if (which < words.size()) return words[which];
        if (which == 255) return {};
        const std::size_t size = std::min<std::size_t>(which & 31U, rest_.size());
        const std::string_view cut = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return cut;
    }

private:
    std::string_view rest_;
};

std::vector<hs_handle> known;  // NOLINT: of one run
std::int32_t flow = 0;

std::int32_t on_element(void*, hs_element element, std::uint64_t) {
    hs_text text{};
    check(hs_element_tag(element, &text) == HS_OK);
    check(hs_element_free(element) == HS_E_BUSY);
    known.push_back(element);
    return flow;
}
void on_event(void* user, const char* json, std::size_t size) {
    check(user != nullptr && size > 1 && json[0] == '{' && json[size] == '\0');
    for (const hs_handle each : known) (void)hs_session_free(each);
}

/// Does one thing.
hs_status step(Script& script) {
    const std::uint8_t what = script.byte();
    const std::uint8_t which = script.byte();
    const hs_handle handle = known.empty() || which == 255 ? which : known[which % known.size()];
    const std::string_view a = script.text();
    const std::string_view b = script.text();
    hs_handle made = 0;
    hs_text text{};
    std::uint64_t number = which;
    std::int32_t need = 0;
    hs_status status = HS_OK;
    const auto keep = [&] {
        check((status == HS_OK) == (made != 0));
        if (made) known.push_back(made);
    };
    switch (what % 48) {
        case 0:
            status = hs_element_new(a.data(), a.size(), b.data(), b.size(), &made);
            return keep(), status;
        case 1:
            status = hs_element_parse(a.data(), a.size(), &made);
            return keep(), status;
        case 2:
            status = hs_element_from_json(a.data(), a.size(), b.data(), b.size(), &made);
            return keep(), status;
        case 3:
            status = hs_element_copy(handle, &made);
            return keep(), status;
        case 4:
            return hs_element_free(handle);
        case 5:
            return hs_element_tag(handle, &text);
        case 6:
            return hs_element_namespace(handle, &text);
        case 7:
            return hs_element_attribute(handle, a.data(), a.size(), b.data(), b.size(), &text);
        case 8:
            return hs_element_attribute_at(handle, which, &text, nullptr, &text);
        case 9:
            return hs_element_content(handle, &text);
        case 10:
            status = hs_element_child(handle, which, &made);
            return keep(), status;
        case 11:
            status = hs_element_find(handle, a.data(), a.size(), b.data(), b.size(), &made);
            return keep(), status;
        case 12:
            return hs_element_xml(handle, &text);
        case 13:
            return hs_element_json(handle, &text);
        case 14:
            return hs_element_set_attribute(handle, a.data(), a.size(), nullptr, 0, b.data(), b.size());
        case 15:
            return hs_element_add_text(handle, a.data(), a.size());
        case 16:
            return known.size() > 40 ? HS_OK : hs_element_add(handle, known.empty() ? 0 : known.back());
        case 17:
            status = hs_parser_new(a.data(), a.size(), &made);
            return keep(), status;
        case 18:
            return hs_parser_free(handle);
        case 19:
            return hs_parser_on(handle, a.data(), a.size(), b.data(), b.size(), which % 4 - 1, on_element, nullptr,
                                &number);
        case 20:
            return hs_parser_on_path(handle, a.data(), a.size(), on_element, nullptr, nullptr);
        case 21:
            return hs_parser_cancel(handle, which);
        case 22:
            flow = which % 4;
            return hs_parser_feed(handle, a.data(), a.size());
        case 23:
            return hs_parser_resume(handle);
        case 24:
            return hs_parser_finish(handle);
        case 25:
            return hs_parser_restart(handle);
        case 26:
            return hs_parser_position(handle, &number, nullptr, &number);
        case 27:
            status = hs_session_new(a.data(), a.size(), "x", 1, b.data(), b.size(), &made);
            return keep(), status;
        case 28:
            return hs_session_free(handle);
        case 29:
            return hs_session_start(handle, nullptr, 0);
        case 30:
            return hs_session_receive(handle, a.data(), a.size());
        case 31:
            return hs_session_lost(handle, a.data(), a.size());
        case 32:
            return hs_session_output(handle, &text);
        case 33:
            return hs_session_consume(handle, which);
        case 34:
            return hs_session_encrypted(handle, a.data(), a.size());
        case 35:
            return hs_session_need(handle, &need);
        case 36:
            return hs_session_event(handle, &text);
        case 37:
            return hs_session_on_event(handle, which % 2 ? on_event : nullptr, &known);
        case 38:
            return hs_session_terminate(handle);
        case 39:
            return hs_session_restore(handle, a.data(), a.size());
        case 40:
            return hs_send(handle, a.data(), a.size(), &number);
        case 41:
            return hs_send_message(handle, a.data(), a.size(), b.data(), b.size(), nullptr, 0, nullptr);
        case 42:
            return hs_send_presence(handle, a.data(), a.size());
        case 43:
            return hs_ask(handle, "a@b", 3, which % 2, a.data(), a.size(), b.data(), b.size(), 0, &number);
        case 44:
            return hs_serve(handle, a.data(), a.size(), b.data(), b.size(), which % 2);
        case 45:
            return hs_refuse(handle, which, a.data(), a.size(), b.data(), b.size());
        case 46:
            return hs_roster(handle, &text);
        default:
            return hs_last_error(handle, &text);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Script script(data, size);
    while (!script.over()) {
        const hs_status status = step(script);
        check(status >= HS_E_INTERNAL && status <= HS_STOPPED && status != HS_E_INTERNAL);
    }
    for (const hs_handle each : known) {
        (void)hs_element_free(each);
        (void)hs_parser_free(each);
        (void)hs_session_free(each);
    }
    known.clear();
    return 0;
}
