// SPDX-License-Identifier: MIT
#pragma once
#include <expat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "headstock/bridge/name.hpp"

/// Reads XML with expat, restricted as XMPP restricts it, and writes down what xml_events::Transcript would.
namespace headstock::expat_oracle {

struct Reading {
    std::string events;
    bool accepted = false;
    XML_Error error = XML_ERROR_NONE;
    std::size_t at = 0;  ///< where the error is
};

class Oracle {
public:
    [[nodiscard]] static Reading read(std::string_view xml) {
        Oracle oracle;
        const auto status = XML_Parse(oracle.parser_.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
        oracle.reading_.accepted = status == XML_STATUS_OK;
        oracle.reading_.error = XML_GetErrorCode(oracle.parser_.get());
        oracle.reading_.at = static_cast<std::size_t>(XML_GetCurrentByteIndex(oracle.parser_.get()));
        return std::move(oracle.reading_);
    }

private:
    static constexpr char separator = '\xff';  // no byte of UTF-8

    Oracle() : parser_(XML_ParserCreateNS("UTF-8", separator), &XML_ParserFree) {
        XML_Parser parser = parser_.get();
        if (parser == nullptr) throw std::runtime_error("expat gives no parser");
        XML_SetReparseDeferralEnabled(parser, XML_FALSE);
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, &start, &end);
        XML_SetCharacterDataHandler(parser, &text);
        XML_SetCommentHandler(parser, [](void* self, const XML_Char*) { stop(self); });
        XML_SetProcessingInstructionHandler(parser, [](void* self, const XML_Char*, const XML_Char*) { stop(self); });
        XML_SetStartDoctypeDeclHandler(
            parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) { stop(self); });
    }

    static Oracle& of(void* self) { return *static_cast<Oracle*>(self); }
    static void stop(void* self) { XML_StopParser(of(self).parser_.get(), XML_FALSE); }

    static std::string spelled(std::string_view name) {
        const std::size_t split = name.find(separator);
        if (split == std::string_view::npos) return std::string(name);
        return '{' + std::string(name.substr(0, split)) + '}' + std::string(name.substr(split + 1));
    }

    static void start(void* self, const XML_Char* name, const XML_Char** attributes) {
        Oracle& oracle = of(self);
        oracle.flush();
        std::string& out = oracle.depth_ == 0 ? oracle.reading_.events : oracle.stanza_;
        out += "S " + spelled(name) + '\n';
        for (; *attributes != nullptr; attributes += 2)
            out += "A " + spelled(attributes[0]) + '=' + attributes[1] + '\n';
        ++oracle.depth_;
    }

    static void end(void* self, const XML_Char*) {
        Oracle& oracle = of(self);
        oracle.flush();
        oracle.stanza_ += "E\n";
        --oracle.depth_;
        if (oracle.depth_ > 1) return;
        oracle.reading_.events += oracle.stanza_;
        oracle.stanza_.clear();
    }

    static void text(void* self, const XML_Char* chars, int size) {
        if (of(self).depth_ > 1) of(self).text_.append(chars, static_cast<std::size_t>(size));
    }

    /// Text comes in pieces: what is adjacent is one run.
    void flush() {
        if (!text_.empty()) stanza_ += "T " + text_ + '\n';
        text_.clear();
    }

    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
    Reading reading_;
    std::string stanza_;
    std::string text_;
    int depth_ = 0;
};

inline Reading read(std::string_view xml) { return Oracle::read(xml); }

/// The character beyond ASCII that `bytes` begins with; 0 where that is not UTF-8.
inline std::uint32_t wide_character(std::string_view bytes) {
    const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const bool leads = !bytes.empty() && byte(0) >= 0xc0 && byte(0) <= 0xf4;
    const std::size_t size = !leads ? 0 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (size == 0 || bytes.size() < size) return 0;
    std::uint32_t value = byte(0) & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) return 0;
        value = (value << 6U) | (byte(i) & 0x3fU);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return value < least[size] ? 0 : value;
}

/// Whether the fifth edition of XML 1.0 has `c` in names (§2.3, NameChar beyond ASCII).
inline bool is_name_character(std::uint32_t c) {
    struct Span {
        std::uint32_t first;
        std::uint32_t last;
    };
    constexpr Span spans[] = {{0xb7, 0xb7},     {0xc0, 0xd6},     {0xd8, 0xf6},      {0xf8, 0x37d},    {0x37f, 0x1fff},
                              {0x200c, 0x200d}, {0x203f, 0x2040}, {0x2070, 0x218f},  {0x2c00, 0x2fef}, {0x3001, 0xd7ff},
                              {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
    return std::ranges::any_of(spans, [c](Span span) { return c >= span.first && c <= span.last; });
}

/// Whether expat stopped at a character that XML's fifth edition, to which RFC 6120 refers, has in names: expat has the
/// names of the fourth.
inline bool is_newer_name(std::string_view xml, const Reading& expats) {
    return expats.error == XML_ERROR_INVALID_TOKEN && expats.at < xml.size() &&
           is_name_character(wide_character(xml.substr(expats.at)));
}

/// Whether a difference from expat is one that is known and meant.
inline bool is_explained(std::string_view xml, bool we_accept, const Reading& expats) {
    return we_accept && is_newer_name(xml, expats);
}

/// The document without what expat reads otherwise, and means to: a byte order mark, even a second one, and an XML
/// declaration, whose version expat does not look at, and whose encoding the caller overrules.
inline std::string_view without_prologue(std::string_view xml) {
    for (;;) {
        const std::size_t declared = xml.starts_with("<?xml") ? xml.find("?>") : std::string_view::npos;
        if (xml.starts_with("\xef\xbb\xbf")) xml.remove_prefix(3);
        else if (declared != std::string_view::npos) xml.remove_prefix(declared + 2);
        else return xml;
    }
}

/// Whether expat takes it for UTF-16, as it does by the first bytes whatever the caller says.
inline bool seems_utf16(std::string_view xml) {
    const std::string_view first = xml.substr(0, 2);
    return first == "\xfe\xff" || first == "\xff\xfe" || first.find('\0') != std::string_view::npos;
}

}  // namespace headstock::expat_oracle
