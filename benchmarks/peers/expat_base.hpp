// SPDX-License-Identifier: MIT
#pragma once
#include <expat.h>

#include <memory>

#include "peers/peer.hpp"

namespace headstock::bench {

/// Expat with namespaces and its own defaults; `Self` has `start`, `end` and `text`.
template <class Self>
class ExpatReader : public Reader {
public:
    ExpatReader() : parser_(XML_ParserCreateNS("UTF-8", separator), &XML_ParserFree) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(
            parser_.get(),
            [](void* self, const XML_Char* name, const XML_Char** attributes) { of(self).start(name, attributes); },
            [](void* self, const XML_Char*) { of(self).end(); });
        XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* chars, int size) {
            of(self).text({chars, static_cast<std::size_t>(size)});
        });
    }
    void feed(std::string_view bytes) override {
        XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), XML_FALSE);
    }
    void finish() override { XML_Parse(parser_.get(), "", 0, XML_TRUE); }

protected:
    static constexpr char separator = '|';

private:
    static Self& of(void* self) { return static_cast<Self&>(*static_cast<ExpatReader*>(self)); }

    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
};

}  // namespace headstock::bench
