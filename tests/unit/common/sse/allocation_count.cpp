#include "tests/unit/common/sse/allocation_count.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;

}  // namespace

// In a file of its own: where these are inlined, GCC takes the pair of new and free for a mistake.
void* operator new(std::size_t size) {
  ++count;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace signalbox::sse {

std::size_t AllocationCount() {
  return count;
}

}  // namespace signalbox::sse
