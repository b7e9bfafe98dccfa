// SPDX-License-Identifier: MIT
#include "headstock/client/transfer_error.hpp"

#include <string>

namespace headstock::client {
namespace {

class Category final : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "headstock.transfer"; }
    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<TransferErrc>(value)) {
            case TransferErrc::no_way:
                return "there is no way for the file";
            case TransferErrc::incomplete:
                return "the file is not complete";
            case TransferErrc::too_long:
                return "more came than was announced";
            case TransferErrc::wrong_hash:
                return "the file does not have the hash that was announced";
        }
        return "unknown";
    }
};

}  // namespace

const std::error_category& transfer_category() {
    static const Category category;
    return category;
}

}  // namespace headstock::client
