// SPDX-License-Identifier: MIT
#include "capi/handles.hpp"

#include <utility>

namespace headstock::capi {

void Object::failed(const std::string& words) {
    const std::lock_guard lock(mutex_);
    failure_ = words;
}

std::optional<std::string> Object::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

Inside::Inside(Object& object) noexcept : object_(object) {
    std::thread::id nobody;
    entered_ = object.owner_.load() == std::this_thread::get_id() ||
               object.owner_.compare_exchange_strong(nobody, std::this_thread::get_id());
    if (entered_) ++object.depth_;
}

Inside::~Inside() {
    if (entered_ && --object_.depth_ == 0) object_.owner_.store(std::thread::id());
}

hs_handle Handles::add(std::shared_ptr<Object> object) {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    slots_[index].object = std::move(object);
    return hs_handle{slots_[index].generation} << 32U | index;
}

const Handles::Slot* Handles::slot(hs_handle handle) const {
    const auto index = static_cast<std::uint32_t>(handle);
    if (index >= slots_.size() || slots_[index].generation != handle >> 32U || !slots_[index].object) return nullptr;
    return &slots_[index];
}

std::shared_ptr<Object> Handles::find(hs_handle handle) const {
    const std::lock_guard lock(mutex_);
    const Slot* const found = slot(handle);
    return found ? found->object : nullptr;
}

std::shared_ptr<Object> Handles::remove(hs_handle handle, Kind kind) {
    const std::lock_guard lock(mutex_);
    const Slot* const found = slot(handle);
    if (!found || found->object->kind() != kind) return nullptr;
    const auto index = static_cast<std::uint32_t>(handle);
    free_.reserve(free_.size() + 1);
    std::shared_ptr<Object> object = std::exchange(slots_[index].object, nullptr);
    if (++slots_[index].generation != 0) free_.push_back(index);  // one that has been used up is used no more
    return object;
}

Handles& handles() {
    static Handles& all = *new Handles;  // lives for ever: some runtimes free what they hold after main
    return all;
}

}  // namespace headstock::capi
