#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

namespace signalbox::router::openai_compatible {

/// Where a provider's chat requests differ from OpenAI's.
struct Quirks {
  std::vector<std::pair<std::string_view, std::string_view>> rename;  ///< From, to.
  std::vector<std::string_view> drop;
  std::vector<std::pair<std::string_view, std::string_view>> set;  ///< Field, its value as JSON.

  bool empty() const { return rename.empty() && drop.empty() && set.empty(); }
};

/// A provider that speaks OpenAI's API, as presets.csv describes it.
struct Preset {
  std::string_view name;
  std::string_view base_url;
  std::string_view prefix;
  std::string_view models_path = "/models";
  std::string_view auth = "bearer";  ///< Or the name of the header that carries the key.
  bool completions = true;
  bool embeddings = true;
  bool responses = true;
  Quirks quirks;
};

/// What is compiled in, by name; the process's own for ever. Any thread.
const std::vector<Preset>& Presets();

/// Null for an unknown name. Any thread.
const Preset* FindPreset(std::string_view name);

/// Reads the form of presets.csv; the presets point into `csv`. Errors: kInvalidArgument naming the line.
absl::StatusOr<std::vector<Preset>> ParsePresets(std::string_view csv);

}  // namespace signalbox::router::openai_compatible
