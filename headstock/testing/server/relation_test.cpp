// SPDX-License-Identifier: MIT
#include "headstock/testing/server/relation.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace headstock::testing::detail {
namespace {

using core::PresenceType;

/// The nine states of RFC 6121, appendix A.1, in its order.
const Relation none{};
const Relation out{.asked = true};
const Relation in{.wanted = true};
const Relation out_in{.asked = true, .wanted = true};
const Relation to{.to = true};
const Relation to_in{.to = true, .wanted = true};
const Relation from{.from = true};
const Relation from_out{.from = true, .asked = true};
const Relation both{.to = true, .from = true};

struct Row {
    Relation before;
    bool passes;
    Relation after;
};

void check(bool (*step)(Relation&, PresenceType), PresenceType type, const std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Relation relation = rows[i].before;
        EXPECT_EQ(step(relation, type), rows[i].passes) << word(type) << ", row " << i + 1;
        EXPECT_EQ(relation, rows[i].after) << word(type) << ", row " << i + 1;
    }
}

Relation with_approval(Relation relation) {
    relation.approved = true;
    return relation;
}

TEST(Relation, changes_by_what_the_user_sends_as_in_appendix_a_2) {
    check(sent, PresenceType::subscribe,
          {{none, true, out},
           {out, true, out},
           {in, true, out_in},
           {out_in, true, out_in},
           {to, true, to},
           {to_in, true, to_in},
           {from, true, from_out},
           {from_out, true, from_out},
           {both, true, both}});
    check(sent, PresenceType::unsubscribe,
          {{none, true, none},
           {out, true, none},
           {in, true, in},
           {out_in, true, in},
           {to, true, none},
           {to_in, true, in},
           {from, true, from},
           {from_out, true, from},
           {both, true, from}});
    check(sent, PresenceType::subscribed,
          {{none, false, with_approval(none)},
           {out, false, with_approval(out)},
           {in, true, from},
           {out_in, true, from_out},
           {to, false, with_approval(to)},
           {to_in, true, both},
           {from, false, from},
           {from_out, false, from_out},
           {both, false, both}});
    check(sent, PresenceType::unsubscribed,
          {{none, false, none},
           {out, false, out},
           {in, true, none},
           {out_in, true, out},
           {to, false, to},
           {to_in, true, to},
           {from, true, none},
           {from_out, true, out},
           {both, true, to}});
}

TEST(Relation, changes_by_what_the_contact_sends_as_in_appendix_a_3) {
    check(received, PresenceType::subscribe,
          {{none, true, in},
           {out, true, out_in},
           {in, false, in},
           {out_in, false, out_in},
           {to, true, to_in},
           {to_in, false, to_in},
           {from, false, from},
           {from_out, false, from_out},
           {both, false, both}});
    check(received, PresenceType::unsubscribe,
          {{none, false, none},
           {out, false, out},
           {in, true, none},
           {out_in, true, out},
           {to, false, to},
           {to_in, true, to},
           {from, true, none},
           {from_out, true, out},
           {both, true, to}});
    check(received, PresenceType::subscribed,
          {{none, false, none},
           {out, true, to},
           {in, false, in},
           {out_in, true, to_in},
           {to, false, to},
           {to_in, false, to_in},
           {from, false, from},
           {from_out, true, both},
           {both, false, both}});
    check(received, PresenceType::unsubscribed,
          {{none, false, none},
           {out, true, none},
           {in, false, in},
           {out_in, true, in},
           {to, true, none},
           {to_in, true, in},
           {from, false, from},
           {from_out, true, from},
           {both, true, from}});
}

TEST(Relation, does_not_change_by_presence_of_another_kind) {
    Relation relation = both;
    EXPECT_FALSE(sent(relation, PresenceType::probe));
    EXPECT_FALSE(received(relation, PresenceType::available));
    EXPECT_EQ(relation, both);
}

TEST(Relation, loses_an_approval_given_beforehand_when_the_user_takes_it_back) {
    Relation relation = with_approval(none);
    EXPECT_FALSE(sent(relation, PresenceType::unsubscribed));
    EXPECT_EQ(relation, none);
}

}  // namespace
}  // namespace headstock::testing::detail
