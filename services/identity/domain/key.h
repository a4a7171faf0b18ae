#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/context/clock.h"

namespace signalbox::identity {

/// What a key may be used for.
enum class KeyType { kLlmApi, kManagement };

/// Whose a key is. Empty optionals where it has no such owner.
struct KeyOwner {
  std::optional<std::string> user_id;
  std::optional<std::string> team_id;
  std::optional<std::string> organization_id;

  friend bool operator==(const KeyOwner&, const KeyOwner&) = default;
};

/// A key as anybody may see it: everything but its text.
struct ApiKey {
  std::string id;  ///< A UUID.
  std::string name;
  std::string prefix;  ///< The first characters of the text.
  std::optional<std::string> alias;
  KeyType type = KeyType::kLlmApi;
  std::vector<std::string> models;  ///< Empty: all.
  std::map<std::string, std::string> metadata;
  KeyOwner owner;
  bool blocked = false;
  TimePoint created_at;
  TimePoint updated_at;
  std::optional<TimePoint> expires_at;  ///< Absent: never.

  bool HasExpired(TimePoint now) const { return expires_at && *expires_at <= now; }
  bool IsActive(TimePoint now) const { return !blocked && !HasExpired(now); }

  friend bool operator==(const ApiKey&, const ApiKey&) = default;
};

}  // namespace signalbox::identity
