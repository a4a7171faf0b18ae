#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/dialect/openai_responses/input_items.h"

namespace signalbox::gateway {

/// Which part of a list of items is asked for.
struct InputPage {
  std::size_t limit = 20;  ///< 1 to 100.
  bool descending = true;  ///< The last item first.
  std::string after;       ///< The id of the item before the page; empty: from the start.
};

/// Reads `limit`, `order` and `after`; other names are passed over. Errors: kInvalidArgument naming the parameter.
absl::StatusOr<InputPage> ReadInputPage(std::string_view query);

/// The page as OpenAI lists items. Errors: kInvalidArgument when `after` is none of them.
absl::StatusOr<std::string> InputPageBody(const std::vector<dialect::openai_responses::InputItem>& items,
                                          const InputPage& page);

}  // namespace signalbox::gateway
