// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include "headstock/extensions/commands.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/forms.hpp"
#include "headstock/extensions/registration.hpp"
#include "headstock/extensions/result_set.hpp"
#include "headstock/extensions/search.hpp"

namespace headstock::capi::detail {

void add_services(std::vector<PayloadType>& all) {
    add<commands::Command, disco::Info, disco::Items, forms::Form, registration::Query, result_set::Page,
        search::Query>(all);
}

}  // namespace headstock::capi::detail
