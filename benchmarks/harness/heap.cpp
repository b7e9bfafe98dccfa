// SPDX-License-Identifier: MIT
#include "harness/heap.hpp"

#include <malloc.h>

#include <cerrno>

// What glibc's own functions are called when somebody stands before them.
extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* block, std::size_t size);             // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void __libc_free(void* block);                                   // NOLINT(bugprone-reserved-identifier)
}

namespace {

headstock::bench::Heap so_far;

void* taken(void* block) {
    if (block == nullptr) return block;
    const std::size_t size = ::malloc_usable_size(block);
    ++so_far.allocations;
    so_far.allocated += size;
    so_far.live += static_cast<std::ptrdiff_t>(size);
    return block;
}

void given_back(void* block) {
    if (block != nullptr) so_far.live -= static_cast<std::ptrdiff_t>(::malloc_usable_size(block));
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) { return taken(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return taken(__libc_calloc(count, size)); }
void* realloc(void* block, std::size_t size) {
    given_back(block);
    return taken(__libc_realloc(block, size));
}
void* memalign(std::size_t alignment, std::size_t size) { return taken(__libc_memalign(alignment, size)); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return taken(__libc_memalign(alignment, size)); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
    *block = taken(__libc_memalign(alignment, size));
    return *block == nullptr ? ENOMEM : 0;
}
void free(void* block) {
    given_back(block);
    __libc_free(block);
}
}

namespace headstock::bench {

Heap heap() { return so_far; }

}  // namespace headstock::bench
