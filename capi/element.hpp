// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <utility>

#include "capi/handles.hpp"

#include "headstock/bridge/element.hpp"

namespace headstock::capi {

/// An element: one's own, or one that a callback is shown, for as long as that runs.
class ElementObject final : public Object {
public:
    static bool is(Kind kind) { return kind == Kind::element; }
    explicit ElementObject(bridge::Element own) : Object(Kind::element), own_(std::move(own)) {}
    explicit ElementObject(bridge::View shown) : Object(Kind::element), shown_(shown) {}

    [[nodiscard]] bridge::View view() const { return own_ ? own_->view() : *shown_; }
    /// The element to change; null where it is only shown.
    [[nodiscard]] bridge::Element* own() { return own_ ? &*own_ : nullptr; }
    [[nodiscard]] bool may_go() const noexcept override { return own_ && Object::may_go(); }

private:
    std::optional<bridge::Element> own_;
    std::optional<bridge::View> shown_;
};

}  // namespace headstock::capi
