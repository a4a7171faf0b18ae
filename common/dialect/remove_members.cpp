#include "common/dialect/remove_members.h"

#include <cstddef>

namespace signalbox::dialect {

// A member goes with the comma before it, or, while nothing that stays stands before it, with the one after it.
void RemoveMembers(json::Value object, absl::FunctionRef<bool(json::Value key)> which, Splice& splice) {
  constexpr std::size_t kNone = 0;  // No member begins there: the object's bracket does at the earliest.
  std::size_t leading = kNone;
  std::size_t end_of_last = kNone;
  bool anything_stays = false;
  for (const auto [key, value] : object.members()) {
    if (leading != kNone) splice.Remove(leading, key.begin_offset());
    leading = kNone;
    if (!which(key)) {
      anything_stays = true;
    } else if (anything_stays) {
      splice.Remove(end_of_last, value.end_offset());
    } else {
      leading = key.begin_offset();
    }
    end_of_last = value.end_offset();
  }
}

}  // namespace signalbox::dialect
