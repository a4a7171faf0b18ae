#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <yaml-cpp/yaml.h>

namespace signalbox::config {

/// What File and its Readers share: the tree, the environment, and what has been asked for so far.
struct Source {
  YAML::Node root;
  std::map<std::string, std::string> dotenv;   ///< From `.env`; the process environment wins over it.
  std::set<std::string> sections;              ///< Names given to File::Section.
  std::map<std::string, std::string> printed;  ///< Path to value as shown by --print-config, in path order.

  /// The variable, from the environment or `.env`.
  std::optional<std::string> Variable(const std::string& name) const;

  /// Replaces `${VAR}` and `${VAR:-default}`. Errors: kInvalidArgument naming a variable that is not set.
  absl::StatusOr<std::string> Expand(const std::string& text) const;
};

/// SIGNALBOX_A_B_C for the path a.b.c.
std::string VariableNameOf(const std::string& path);

/// Reads NAME=value lines; comments and blank lines are skipped, quotes around a value dropped.
std::map<std::string, std::string> ParseDotenv(const std::string& text);

}  // namespace signalbox::config
