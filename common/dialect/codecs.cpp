#include "common/dialect/codec.h"

namespace signalbox::dialect {

const Codec* CodecOf(llm::v1::Dialect dialect) {
  switch (dialect) {
    default:
      return nullptr;
  }
}

}  // namespace signalbox::dialect
