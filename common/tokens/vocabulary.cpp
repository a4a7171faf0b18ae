#include "common/tokens/vocabulary.h"

extern "C" {
extern const std::uint32_t signalbox_o200k_vocabulary[];
extern const std::uint32_t signalbox_cl100k_vocabulary[];
}

namespace signalbox::tokens {

Vocabulary::Vocabulary(const std::uint32_t* table)
    : size_(table[0]),
      slot_mask_(table[1] - 1),
      slots_(table + 2),
      starts_(slots_ + table[1]),
      bytes_(reinterpret_cast<const char*>(starts_ + size_ + 1)) {}

const Vocabulary& Vocabulary::O200k() {
  static const Vocabulary vocabulary(signalbox_o200k_vocabulary);
  return vocabulary;
}

const Vocabulary& Vocabulary::Cl100k() {
  static const Vocabulary vocabulary(signalbox_cl100k_vocabulary);
  return vocabulary;
}

}  // namespace signalbox::tokens
