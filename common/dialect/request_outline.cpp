#include "common/dialect/request_outline.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_facts.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect {

absl::Status ReadBody(std::string_view body, json::Document& document) {
  const json::Limits limits{.max_values = kMaxRequestValues, .max_objects = kMaxRequestObjects};
  absl::Status status = document.Read(body, limits);
  if (status.ok()) return status;
  return Error(status.code(), "", fmt::format("the body cannot be read: {}", MessageOf(status)));
}

absl::Status ReadRequestObject(std::string_view body, json::Document& document) {
  RETURN_IF_ERROR(ReadBody(body, document));
  const json::Value root = document.root();
  if (!root.IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  if (const auto twice = json::RepeatedName(root)) return BadField(*twice, "given twice");
  return absl::OkStatus();
}

absl::Status CheckModel(std::optional<json::Value> model) {
  if (!model) return BadField("model", "required");
  if (!model->IsString()) return BadField("model", "expected a string");
  const std::int64_t characters = model->CountCharacters();
  if (characters == 0) return BadField("model", "must not be empty");
  if (characters > static_cast<std::int64_t>(kMaxModelCharacters)) {
    return BadField("model", fmt::format("longer than {} characters", kMaxModelCharacters));
  }
  return absl::OkStatus();
}

}  // namespace signalbox::dialect
