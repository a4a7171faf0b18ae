#include "common/config/source.h"

#include <cctype>
#include <cstdlib>
#include <sstream>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::config {

std::optional<std::string> Source::Variable(const std::string& name) const {
  if (const char* value = std::getenv(name.c_str())) return std::string(value);
  const auto found = dotenv.find(name);
  if (found == dotenv.end()) return std::nullopt;
  return found->second;
}

absl::StatusOr<std::string> Source::Expand(const std::string& text) const {
  std::string expanded;
  size_t at = 0;
  while (true) {
    const size_t open = text.find("${", at);
    if (open == std::string::npos) return expanded + text.substr(at);
    const size_t close = text.find('}', open);
    if (close == std::string::npos) {
      return Error(absl::StatusCode::kInvalidArgument, "", "\"${\" without its \"}\"");
    }
    expanded += text.substr(at, open - at);
    const std::string inside = text.substr(open + 2, close - open - 2);
    const size_t dash = inside.find(":-");
    const std::string name = inside.substr(0, dash);
    const std::optional<std::string> value = Variable(name);
    if (value && !(value->empty() && dash != std::string::npos)) {
      expanded += *value;
    } else if (dash != std::string::npos) {
      expanded += inside.substr(dash + 2);
    } else {
      return Error(absl::StatusCode::kInvalidArgument, "",
                   "the environment variable " + name + " is not set (write ${" + name + ":-} to allow that)");
    }
    at = close + 1;
  }
}

std::string VariableNameOf(const std::string& path) {
  std::string name = "SIGNALBOX_";
  for (const char c : path) {
    name.push_back(std::isalnum(static_cast<unsigned char>(c))
                       ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                       : '_');
  }
  return name;
}

std::map<std::string, std::string> ParseDotenv(const std::string& text) {
  std::map<std::string, std::string> variables;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const size_t start = line.find_first_not_of(" \t");
    if (start == std::string::npos || line[start] == '#') continue;
    line.erase(0, line.compare(start, 7, "export ") == 0 ? start + 7 : start);
    const size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    std::string value = line.substr(equals + 1);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    variables[line.substr(0, equals)] = std::move(value);
  }
  return variables;
}

}  // namespace signalbox::config
