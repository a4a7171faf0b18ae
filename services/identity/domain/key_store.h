#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/identity/domain/key.h"

namespace signalbox::identity {

/// The keyed hash of a credential's text; 32 bytes.
struct SecretHash {
  std::string bytes;
  friend auto operator<=>(const SecretHash&, const SecretHash&) = default;
};

struct KeyId {
  std::string text;  ///< A UUID in lower case.
  friend auto operator<=>(const KeyId&, const KeyId&) = default;
};

/// How a caller may name a key.
using KeyReference = std::variant<KeyId, SecretHash>;

struct KeyFilter {
  std::string team_id;  ///< Empty: all, as in the next two.
  std::string user_id;
  std::string search;  ///< Part of a name or alias, any case.
  int limit = 50;
  std::int64_t offset = 0;

  friend bool operator==(const KeyFilter&, const KeyFilter&) = default;
};

struct KeyPage {
  std::vector<ApiKey> keys;  ///< Newest first.
  std::int64_t total = 0;
};

/// A key and the revision of the table in which it was read, both from one snapshot.
struct KeyAtRevision {
  ApiKey key;
  std::int64_t revision = 0;
};

/// What to change; absent members stay.
struct KeyChangeset {
  std::optional<std::string> name;
  std::optional<std::string> alias;  ///< Empty text: removes it.
  std::optional<std::vector<std::string>> models;
  std::optional<std::optional<TimePoint>> expires_at;  ///< Inner nullopt: never.
  TimePoint updated_at;

  friend bool operator==(const KeyChangeset&, const KeyChangeset&) = default;
};

enum class KeyAction { kBlock, kUnblock, kDelete };

/// Where keys live. Each call is one transaction; every change raises the revision and is announced by the same
/// transaction. Deleted keys are as if they had never been, except to NamesOf. Any thread.
class KeyStore {
 public:
  virtual ~KeyStore() = default;

  virtual absl::Status Insert(const RequestContext& context, const ApiKey& key, const SecretHash& hash) = 0;

  /// Nullopt when there is no such key, here and below.
  virtual absl::StatusOr<std::optional<KeyAtRevision>> Find(const RequestContext& context,
                                                            const KeyReference& reference) = 0;

  virtual absl::StatusOr<KeyPage> List(const RequestContext& context, const KeyFilter& filter) = 0;

  virtual absl::StatusOr<std::optional<ApiKey>> Update(const RequestContext& context, const KeyReference& reference,
                                                       const KeyChangeset& changes) = 0;

  /// Does it to all of them, or to none if one is missing. Returns their ids in the order given, each once.
  virtual absl::StatusOr<std::optional<std::vector<std::string>>> Apply(const RequestContext& context, KeyAction action,
                                                                        const std::vector<KeyReference>& references,
                                                                        TimePoint now) = 0;

  /// Names of these keys, deleted ones included, in their order; empty text for an unknown id.
  virtual absl::StatusOr<std::vector<std::string>> NamesOf(const RequestContext& context,
                                                           const std::vector<std::string>& ids) = 0;
};

}  // namespace signalbox::identity
