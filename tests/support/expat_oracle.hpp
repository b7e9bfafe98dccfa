// SPDX-License-Identifier: MIT
#pragma once
#include <expat.h>

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

/// Whether a difference from expat is one that is known and meant: expat has the names of XML's fourth edition, while
/// RFC 6120 refers to the fifth, and it takes declarations of other versions and of encodings it can translate.
inline bool is_explained(std::string_view xml, bool we_accept, const Reading& expats) {
    if (we_accept && expats.error == XML_ERROR_INVALID_TOKEN && expats.at < xml.size()) {
        const std::string_view rest = xml.substr(expats.at, 1);
        return static_cast<unsigned char>(rest.front()) >= 0x80;
    }
    return false;
}

}  // namespace headstock::expat_oracle
