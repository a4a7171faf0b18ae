#include "tests/support/fake_provider/script_book.h"

#include <nlohmann/json.hpp>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::fake_provider {
namespace {

using Json = nlohmann::json;

absl::Status Invalid(std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

std::string WordText(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// What has no room in a model name: texts and lists.
bool ApplyStructured(const std::string& name, const Json& value, Script& script) {
  if (name == "body") {
    script.body = value.get<std::string>();
  } else if (name == "events") {
    script.events = value.get<std::vector<std::string>>();
  } else if (name == "headers") {
    for (const auto& [header, text] : value.items()) script.headers.emplace_back(header, text.get<std::string>());
  } else if (name == "tool_calls") {
    for (const Json& call : value) {
      script.tool_calls.push_back({call.at("name"), call.at("arguments"), call.value("id", "")});
    }
  } else {
    return false;
  }
  return true;
}

absl::Status ApplyMember(const std::string& name, const Json& value, Script& script) {
  if (ApplyStructured(name, value, script)) return absl::OkStatus();
  return ApplyWord(name, WordText(value), script);
}

}  // namespace

absl::Status ScriptBook::Add(std::string_view json) try {
  const Json object = Json::parse(json);
  if (!object.is_object()) return Invalid("a script is an object");
  Entry entry;
  entry.times = object.value("times", 0);
  for (const auto& [name, value] : object.items()) {
    if (name == "model" || name == "times") continue;
    RETURN_IF_ERROR(ApplyMember(name, value, entry.script));
  }
  scripts_[object.at("model").get<std::string>()].push_back(std::move(entry));
  return absl::OkStatus();
} catch (const Json::exception& error) {
  return Invalid(error.what());
}

absl::StatusOr<Script> ScriptBook::Take(std::string_view model) {
  const auto [name, words] = SplitModel(model);
  Script script = TakeScript(name);
  RETURN_IF_ERROR(ApplyWords(words, script));
  return script;
}

Script ScriptBook::TakeScript(std::string_view name) {
  const auto found = scripts_.find(name);
  if (found == scripts_.end()) return {};
  std::deque<Entry>& entries = found->second;
  // A later script without an end replaces an earlier one.
  while (entries.size() > 1 && entries.front().times == 0) entries.pop_front();
  Script script = entries.front().script;
  if (entries.front().times > 0 && --entries.front().times == 0) {
    entries.pop_front();
    if (entries.empty()) scripts_.erase(found);
  }
  return script;
}

}  // namespace signalbox::fake_provider
