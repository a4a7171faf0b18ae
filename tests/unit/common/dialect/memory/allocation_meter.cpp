#include "tests/unit/common/dialect/memory/allocation_meter.h"

#include <atomic>
#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

std::atomic<std::size_t> allocated{0};
std::atomic<std::size_t> peak{0};

void* Count(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  const std::size_t bytes = allocated += malloc_usable_size(memory);
  std::size_t highest = peak;
  while (bytes > highest && !peak.compare_exchange_weak(highest, bytes)) {
  }
  return memory;
}

void Release(void* memory) {
  allocated -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t bytes) {
  return Count(std::malloc(bytes == 0 ? 1 : bytes));
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  const auto unit = static_cast<std::size_t>(alignment);
  return Count(std::aligned_alloc(unit, (bytes + unit - 1) / unit * unit));
}
void operator delete(void* memory) noexcept {
  Release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  Release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  Release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  Release(memory);
}

namespace signalbox::dialect {

AllocationMeter::AllocationMeter() : before_(allocated) {
  peak = before_;
}

std::size_t AllocationMeter::peak_bytes() const {
  return peak - before_;
}

}  // namespace signalbox::dialect
