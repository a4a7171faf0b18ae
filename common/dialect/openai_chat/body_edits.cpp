#include "common/dialect/openai_chat/body_edits.h"

#include <cstddef>
#include <string>
#include <utility>

#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::size_t EndOfLastMember(json::Value root) {
  std::size_t end = 0;
  for (const auto [key, value] : root.members()) end = value.end_offset();
  return end;
}

}  // namespace

// A member goes with the comma before it, or, while nothing that stays stands before it, with the one after it.
void RemoveOurFields(json::Value root, Splice& splice) {
  constexpr std::size_t kNone = 0;  // No member begins there: the object's bracket does at the earliest.
  std::size_t leading = kNone;
  std::size_t end_of_last = kNone;
  bool anything_stays = false;
  for (const auto [key, value] : root.members()) {
    if (leading != kNone) splice.Remove(leading, key.begin_offset());
    leading = kNone;
    if (!IsOurs(key)) {
      anything_stays = true;
    } else if (anything_stays) {
      splice.Remove(end_of_last, value.end_offset());
    } else {
      leading = key.begin_offset();
    }
    end_of_last = value.end_offset();
  }
}

void AskForUsage(const BodyView& body, Splice& splice) {
  constexpr std::string_view kWanted = "\"include_usage\":true";
  const auto options = body.stream_options();
  if (!options) {
    splice.Insert(EndOfLastMember(body.root()), ",\"stream_options\":{\"include_usage\":true}");
  } else if (!options->IsObject()) {
    splice.Replace(*options, "{\"include_usage\":true}");
  } else if (const auto include_usage = options->Find("include_usage")) {
    splice.Replace(*include_usage, "true");
  } else {
    splice.Insert(options->begin_offset() + 1, std::string(kWanted) + (options->Empty() ? "" : ","));
  }
}

void SetModel(const BodyView& body, std::string_view model, Splice& splice) {
  std::string quoted;
  json::AppendString(quoted, model);
  splice.Replace(body.model(), std::move(quoted));
}

}  // namespace signalbox::dialect::openai_chat
