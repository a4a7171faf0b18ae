#pragma once

#include <string>

namespace signalbox {

/// What a principal may do. Mirrors signalbox.common.v1.Role.
enum class Role { kNone, kCaller, kProxyAdmin };

/// On whose behalf a call is made. Empty strings where the credential has no such owner.
struct Principal {
  std::string key_id;
  std::string key_name;
  std::string user_id;
  std::string team_id;
  std::string organization_id;
  Role role = Role::kNone;

  friend bool operator==(const Principal&, const Principal&) = default;
};

}  // namespace signalbox
