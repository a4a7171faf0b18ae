#include "common/dialect/openai_chat/body_edits.h"

#include <cstddef>
#include <string>
#include <utility>

#include "common/dialect/remove_members.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::size_t EndOfLastMember(json::Value root) {
  std::size_t end = 0;
  for (const auto [key, value] : root.members()) end = value.end_offset();
  return end;
}

}  // namespace

void RemoveOurFields(json::Value root, Splice& splice) {
  RemoveMembers(root, IsOurs, splice);
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
