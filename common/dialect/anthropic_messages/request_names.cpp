#include "common/dialect/anthropic_messages/request_names.h"

namespace signalbox::dialect::anthropic_messages {

std::string RequestNames::Path(const Part& part) const {
  const BlockPlace place = places_[static_cast<std::size_t>(part.message)].Block(part.index);
  return part.nested < 0 ? place.Path() : place.Nested(part.nested);
}

}  // namespace signalbox::dialect::anthropic_messages
