#include "services/router/providers/openai_compatible/presets.h"

#include <algorithm>
#include <cstdlib>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/providers/openai_compatible/presets_csv.h"

namespace signalbox::router::openai_compatible {
namespace {

constexpr std::string_view kHeader = "preset,base_url,prefix,models,auth,endpoints,rename,drop,set";
constexpr std::size_t kColumns = 9;

absl::Status Wrong(std::string_view what, std::string_view line) {
  std::string message(what);
  message += ": ";
  message += line;
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::string_view> Words(std::string_view text) {
  return text.empty() ? std::vector<std::string_view>() : Split(text, ' ');
}

absl::StatusOr<std::vector<std::pair<std::string_view, std::string_view>>> Pairs(std::string_view text,
                                                                                 char separator) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  for (const std::string_view word : Words(text)) {
    const auto middle = word.find(separator);
    if (middle == word.npos || middle == 0 || middle + 1 == word.size()) return Wrong("not a pair", word);
    pairs.emplace_back(word.substr(0, middle), word.substr(middle + 1));
  }
  return pairs;
}

absl::Status ReadEndpoints(std::string_view text, Preset& preset) {
  preset.completions = preset.embeddings = preset.responses = false;
  for (const std::string_view word : Words(text)) {
    if (word == "completions") {
      preset.completions = true;
    } else if (word == "embeddings") {
      preset.embeddings = true;
    } else if (word == "responses") {
      preset.responses = true;
    } else {
      return Wrong("unknown endpoint", word);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Preset> ParseLine(std::string_view line) {
  const std::vector<std::string_view> columns = Split(line, ',');
  if (columns.size() != kColumns) return Wrong("not nine columns", line);
  Preset preset;
  preset.name = columns[0];
  preset.base_url = columns[1];
  preset.prefix = columns[2];
  preset.models_path = columns[3];
  preset.auth = columns[4];
  RETURN_IF_ERROR(ReadEndpoints(columns[5], preset));
  ASSIGN_OR_RETURN(preset.quirks.rename, Pairs(columns[6], '>'));
  preset.quirks.drop = Words(columns[7]);
  ASSIGN_OR_RETURN(preset.quirks.set, Pairs(columns[8], '='));
  return preset;
}

std::vector<Preset> Shipped() {
  absl::StatusOr<std::vector<Preset>> presets = ParsePresets(kPresetsCsv);
  if (!presets.ok()) std::abort();  // It was compiled in: a test reads it before anybody else does.
  return *std::move(presets);
}

}  // namespace

absl::StatusOr<std::vector<Preset>> ParsePresets(std::string_view csv) {
  std::vector<Preset> presets;
  bool header = false;
  for (const std::string_view line : Split(csv, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (!header) {
      if (line != kHeader) return Wrong("not the header", line);
      header = true;
      continue;
    }
    ASSIGN_OR_RETURN(Preset preset, ParseLine(line));
    if (!presets.empty() && presets.back().name >= preset.name) return Wrong("not in order of names", line);
    presets.push_back(std::move(preset));
  }
  return presets;
}

const std::vector<Preset>& Presets() {
  static const std::vector<Preset> presets = Shipped();
  return presets;
}

const Preset* FindPreset(std::string_view name) {
  const std::vector<Preset>& presets = Presets();
  const auto place = std::lower_bound(presets.begin(), presets.end(), name,
                                      [](const Preset& preset, std::string_view key) { return preset.name < key; });
  return place == presets.end() || place->name != name ? nullptr : &*place;
}

}  // namespace signalbox::router::openai_compatible
