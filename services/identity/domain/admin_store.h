#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <absl/status/statusor.h>

#include "common/context/principal.h"
#include "common/context/request_context.h"
#include "services/identity/domain/key_store.h"

namespace signalbox::identity {

/// A person who may sign in.
struct User {
  std::string id;     ///< A UUID.
  std::string email;  ///< Lower case.
  std::string password_hash;
  bool must_change_password = false;
  Role role = Role::kNone;
  TimePoint created_at;
};

struct Session {
  std::string user_id;
  Role role = Role::kNone;  ///< The user's, as it is now.
  TimePoint expires_at;
  std::int64_t revision = 0;  ///< Of the key table, from the same snapshot.
};

/// Where people and their sessions live. Each call is one transaction. Any thread.
class AdminStore {
 public:
  virtual ~AdminStore() = default;

  virtual absl::StatusOr<std::optional<User>> FindUser(const RequestContext& context, const std::string& email) = 0;

  /// Keeps the user's newest sessions and drops the rest along with everything that has expired `now`.
  virtual absl::Status AddSession(const RequestContext& context, const std::string& user_id, const SecretHash& token,
                                  TimePoint now, TimePoint expires_at) = 0;

  /// Expired sessions may still be found.
  virtual absl::StatusOr<std::optional<Session>> FindSession(const RequestContext& context,
                                                             const SecretHash& token) = 0;

  /// Adds the very first user and a key, or nothing when there is a user already, however many ask at once.
  /// Returns whether it was added.
  virtual absl::StatusOr<bool> AddFirst(const RequestContext& context, const User& user, const ApiKey& key,
                                        const SecretHash& key_hash) = 0;

  /// Whether there is any user.
  virtual absl::StatusOr<bool> HasUsers(const RequestContext& context) = 0;
};

}  // namespace signalbox::identity
