#pragma once

#include <cstddef>

namespace signalbox::dialect {

/// How much memory is allocated at once, at most, while one lives: counted where the program asks for it, so it is the
/// same in every run. One at a time; of the whole program it is linked into, whose operator new it replaces.
class AllocationMeter {
 public:
  AllocationMeter();

  /// Bytes above what was allocated when this one was made.
  std::size_t peak_bytes() const;

 private:
  const std::size_t before_;
};

}  // namespace signalbox::dialect
