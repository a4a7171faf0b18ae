#include "services/router/storage/settings_json.h"

#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/error.h"

namespace signalbox::router {
namespace {

absl::Status NoSettings() {
  return Error(absl::StatusCode::kDataLoss, "", "stored settings must be a JSON object of strings");
}

}  // namespace

std::string ToJson(const Settings& settings) {
  json::Writer writer;
  writer.BeginObject();
  for (const auto& [name, value] : settings) writer.Key(name).String(value);
  writer.EndObject();
  return writer.Take();
}

absl::StatusOr<Settings> SettingsFromJson(std::string_view text) {
  json::Document document;
  if (!document.Read(text).ok() || !document.root().IsObject()) return NoSettings();
  Settings settings;
  for (const auto& [key, value] : document.root().members()) {
    if (!value.IsString()) return NoSettings();
    settings[key.Text()] = value.Text();
  }
  return settings;
}

}  // namespace signalbox::router
