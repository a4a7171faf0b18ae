#include "services/identity/domain/key_directory.h"

#include <algorithm>
#include <chrono>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/identity/domain/credential_text.h"
#include "services/identity/domain/lifetime.h"
#include "services/identity/domain/limits.h"

namespace signalbox::identity {
namespace {

constexpr int kMaxPageSize = 500;

absl::Status NotFound() {
  return Error(absl::StatusCode::kNotFound, "KEY_NOT_FOUND", "key not found");
}

// What the database keeps, so that a time reads back as it was answered.
TimePoint ToMicroseconds(TimePoint time) {
  return std::chrono::floor<std::chrono::microseconds>(time);
}

absl::Status Check(const NewKey& wanted) {
  RETURN_IF_ERROR(CheckText("name", wanted.name));
  RETURN_IF_ERROR(CheckOptionalText("key_alias", wanted.alias));
  RETURN_IF_ERROR(CheckModels(wanted.models));
  RETURN_IF_ERROR(CheckMetadata(wanted.metadata));
  RETURN_IF_ERROR(CheckOptionalText("user_id", wanted.owner.user_id));
  RETURN_IF_ERROR(CheckOptionalText("team_id", wanted.owner.team_id));
  return CheckOptionalText("organization_id", wanted.owner.organization_id);
}

absl::Status Check(const KeyUpdate& update) {
  RETURN_IF_ERROR(CheckOptionalText("name", update.name));
  RETURN_IF_ERROR(CheckOptionalText("key_alias", update.alias));
  return update.models ? CheckModels(*update.models) : absl::OkStatus();
}

absl::Status Check(const KeyFilter& filter) {
  if (filter.limit < 1 || filter.limit > kMaxPageSize) return WrongField("limit", "1 to 500");
  if (filter.offset < 0) return WrongField("offset", "must not be negative");
  RETURN_IF_ERROR(CheckText("team_id", filter.team_id));
  RETURN_IF_ERROR(CheckText("user_id", filter.user_id));
  return CheckText("search", filter.search);
}

// An absent owner and an owner without a name are the same.
std::optional<std::string> UnlessEmpty(const std::optional<std::string>& text) {
  return text && !text->empty() ? text : std::nullopt;
}

}  // namespace

KeyDirectory::KeyDirectory(KeyStore& store, Secrets& secrets, Clock clock)
    : store_(store), secrets_(secrets), clock_(std::move(clock)) {}

absl::StatusOr<CreatedKey> KeyDirectory::Create(const RequestContext& context, const NewKey& wanted) {
  RETURN_IF_ERROR(Check(wanted));
  const TimePoint now = ToMicroseconds(clock_());
  CreatedKey created;
  ASSIGN_OR_RETURN(created.key.expires_at, ExpiryAfter(wanted.duration, now));
  created.text = CredentialText(CredentialKind::kKey, secrets_.NewSecret());
  created.key.id = NewUuid();
  created.key.name = wanted.name;
  created.key.prefix = ShownPrefix(created.text);
  created.key.alias = UnlessEmpty(wanted.alias);
  created.key.type = wanted.type;
  created.key.models = wanted.models;
  created.key.metadata = wanted.metadata;
  created.key.owner = {UnlessEmpty(wanted.owner.user_id), UnlessEmpty(wanted.owner.team_id),
                       UnlessEmpty(wanted.owner.organization_id)};
  created.key.created_at = created.key.updated_at = now;
  RETURN_IF_ERROR(store_.Insert(context, created.key, secrets_.HashOf(created.text)));
  return created;
}

absl::StatusOr<KeyReference> KeyDirectory::ReferenceTo(const std::string& field, const std::string& key) const {
  if (key.empty()) return WrongField(field, "is required");
  if (KindOf(key) == CredentialKind::kKey) return secrets_.HashOf(key);
  if (!IsUuid(key)) return NotFound();
  KeyId id{key};
  std::transform(id.text.begin(), id.text.end(), id.text.begin(), [](unsigned char c) { return std::tolower(c); });
  return id;
}

absl::StatusOr<ApiKey> KeyDirectory::Get(const RequestContext& context, const std::string& key) {
  ASSIGN_OR_RETURN(const KeyReference reference, ReferenceTo("key", key));
  ASSIGN_OR_RETURN(const std::optional<KeyAtRevision> found, store_.Find(context, reference));
  if (!found) return NotFound();
  return found->key;
}

absl::StatusOr<KeyPage> KeyDirectory::List(const RequestContext& context, const KeyFilter& filter) {
  RETURN_IF_ERROR(Check(filter));
  return store_.List(context, filter);
}

absl::StatusOr<ApiKey> KeyDirectory::Update(const RequestContext& context, const std::string& key,
                                            const KeyUpdate& update) {
  RETURN_IF_ERROR(Check(update));
  ASSIGN_OR_RETURN(const KeyReference reference, ReferenceTo("key", key));
  const TimePoint now = ToMicroseconds(clock_());
  KeyChangeset changes{update.name, update.alias, update.models, std::nullopt, now};
  if (update.duration) {
    ASSIGN_OR_RETURN(changes.expires_at, ExpiryAfter(*update.duration, now));
  }
  ASSIGN_OR_RETURN(const std::optional<ApiKey> changed, store_.Update(context, reference, changes));
  if (!changed) return NotFound();
  return *changed;
}

absl::StatusOr<std::vector<std::string>> KeyDirectory::Apply(const RequestContext& context, KeyAction action,
                                                             const std::vector<std::string>& keys) {
  if (keys.empty()) return WrongField("keys", "is required");
  if (keys.size() > kMaxKeysPerCall) return WrongField("keys", "at most " + std::to_string(kMaxKeysPerCall));
  std::vector<KeyReference> references;
  for (const std::string& key : keys) {
    ASSIGN_OR_RETURN(KeyReference reference, ReferenceTo("keys", key));
    references.push_back(std::move(reference));
  }
  ASSIGN_OR_RETURN(std::optional<std::vector<std::string>> ids,
                   store_.Apply(context, action, references, ToMicroseconds(clock_())));
  if (!ids) return NotFound();
  return *std::move(ids);
}

}  // namespace signalbox::identity
