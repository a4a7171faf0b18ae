#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/gemini/call_ids.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// One Content: a message of its parts in their order.
///
/// Its role is ASSISTANT for "model"; TOOL when it has function responses alone; else `fallback`. A function response
/// among other parts stays among them.
/// Errors: kInvalidArgument with the field's path, which begins with `path`.
absl::Status DecodeContent(json::Value content, std::string_view path, llm::v1::Role fallback, CallIds& ids,
                           llm::v1::Message& message);

/// Calls `visit(element, path)` for every element of `list`; where one object stands for a list of one, for that.
/// Errors: kInvalidArgument when it is neither; those of `visit`.
template <typename Visit>
absl::Status ForEach(json::Value list, std::string_view path, const Visit& visit);

absl::Status NotAList(std::string_view path);

template <typename Visit>
absl::Status ForEach(json::Value list, std::string_view path, const Visit& visit) {
  if (list.IsObject()) return visit(list, path);
  if (!list.IsArray()) return NotAList(path);
  int index = 0;
  std::string place;
  for (const json::Value element : list.elements()) {
    place = path;
    place += '[';
    place += std::to_string(index++);
    place += ']';
    absl::Status status = visit(element, std::string_view(place));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::gemini
