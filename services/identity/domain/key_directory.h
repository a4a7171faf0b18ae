#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/identity/domain/key_store.h"
#include "services/identity/domain/secrets.h"

namespace signalbox::identity {

/// What a caller wants of a new key.
struct NewKey {
  std::string name;
  std::optional<std::string> alias;
  KeyType type = KeyType::kLlmApi;
  std::vector<std::string> models;
  std::string duration;  ///< As ExpiryAfter reads it.
  std::map<std::string, std::string> metadata;
  KeyOwner owner;
};

/// A key and its text, which exists nowhere else.
struct CreatedKey {
  ApiKey key;
  std::string text;
};

struct KeyUpdate {
  std::optional<std::string> name;
  std::optional<std::string> alias;  ///< Empty text: removes it.
  std::optional<std::vector<std::string>> models;
  std::optional<std::string> duration;  ///< From now.
};

/// Makes, shows, changes and removes keys. Keys are named by their id or by their text.
///
/// Keeps no state of its own: any thread. Errors of every call besides those told below: kInvalidArgument naming the
/// field, and what the store returns.
class KeyDirectory {
 public:
  KeyDirectory(KeyStore& store, Secrets& secrets, Clock clock);

  absl::StatusOr<CreatedKey> Create(const RequestContext& context, const NewKey& wanted);

  /// Errors: kNotFound, reason KEY_NOT_FOUND, here and below.
  absl::StatusOr<ApiKey> Get(const RequestContext& context, const std::string& key);

  absl::StatusOr<KeyPage> List(const RequestContext& context, const KeyFilter& filter);

  absl::StatusOr<ApiKey> Update(const RequestContext& context, const std::string& key, const KeyUpdate& update);

  /// Does it to every key of `keys` (1 to kMaxKeysPerCall) or to none; returns their ids, each once.
  absl::StatusOr<std::vector<std::string>> Apply(const RequestContext& context, KeyAction action,
                                                 const std::vector<std::string>& keys);

  bool IsActive(const ApiKey& key) const { return key.IsActive(clock_()); }

 private:
  absl::StatusOr<KeyReference> ReferenceTo(const std::string& field, const std::string& key) const;

  KeyStore& store_;
  Secrets& secrets_;
  Clock clock_;
};

}  // namespace signalbox::identity
