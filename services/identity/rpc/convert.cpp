#include "services/identity/rpc/convert.h"

#include <google/protobuf/util/time_util.h>

#include "common/rpc/metadata.h"
#include "common/status/macros.h"
#include "services/identity/domain/limits.h"

namespace signalbox::identity {
namespace {

using google::protobuf::Timestamp;

constexpr int kDefaultPageSize = 50;

Timestamp TimestampOf(TimePoint time) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros.count());
}

template <typename Message>
std::optional<std::string> If(bool present, const Message& text) {
  return present ? std::optional<std::string>(text) : std::nullopt;
}

absl::StatusOr<KeyType> FromProto(v1::KeyType type) {
  switch (type) {
    case v1::KEY_TYPE_UNSPECIFIED:
    case v1::LLM_API:
      return KeyType::kLlmApi;
    case v1::MANAGEMENT:
      return KeyType::kManagement;
    default:
      return WrongField("key_type", "llm_api or management");
  }
}

v1::KeyType ToProto(KeyType type) {
  return type == KeyType::kManagement ? v1::MANAGEMENT : v1::LLM_API;
}

}  // namespace

absl::StatusOr<NewKey> FromProto(const v1::CreateKeyRequest& request) {
  NewKey key;
  key.name = request.name();
  key.alias = If(request.has_key_alias(), request.key_alias());
  ASSIGN_OR_RETURN(key.type, FromProto(request.key_type()));
  key.models.assign(request.models().begin(), request.models().end());
  key.duration = request.duration();
  key.metadata.insert(request.metadata().begin(), request.metadata().end());
  key.owner.user_id = If(request.has_user_id(), request.user_id());
  key.owner.team_id = If(request.has_team_id(), request.team_id());
  key.owner.organization_id = If(request.has_organization_id(), request.organization_id());
  return key;
}

absl::StatusOr<KeyFilter> FromProto(const v1::ListKeysRequest& request) {
  KeyFilter filter;
  filter.team_id = request.team_id();
  filter.user_id = request.user_id();
  filter.search = request.search();
  filter.limit = request.limit() == 0 ? kDefaultPageSize : request.limit();
  filter.offset = request.offset();
  if (request.page() < 0) return WrongField("page", "counts from 1");
  if (request.page() > 0 && request.offset() != 0) return WrongField("page", "give either page or offset");
  if (request.page() > 0) filter.offset = std::int64_t{request.page() - 1} * filter.limit;
  return filter;
}

KeyUpdate FromProto(const v1::UpdateKeyRequest& request) {
  KeyUpdate update;
  update.name = If(request.has_name(), request.name());
  update.alias = If(request.has_key_alias(), request.key_alias());
  if (request.has_models()) update.models.emplace(request.models().names().begin(), request.models().names().end());
  update.duration = If(request.has_duration(), request.duration());
  return update;
}

v1::AuthenticateResponse ToProto(const Identity& identity) {
  v1::AuthenticateResponse response;
  *response.mutable_principal() = rpc::ToProto(identity.principal);
  response.mutable_models()->Assign(identity.models.begin(), identity.models.end());
  if (identity.expires_at) *response.mutable_expire_time() = TimestampOf(*identity.expires_at);
  response.set_revision(identity.revision);
  return response;
}

v1::CreateKeyResponse ToProto(const CreatedKey& created, bool active) {
  const ApiKey& key = created.key;
  v1::CreateKeyResponse response;
  response.set_key_text(created.text);
  response.set_id(key.id);
  response.set_name(key.name);
  response.set_key_prefix(key.prefix);
  if (key.alias) response.set_key_alias(*key.alias);
  response.set_key_type(ToProto(key.type));
  response.mutable_models()->Assign(key.models.begin(), key.models.end());
  if (key.expires_at) *response.mutable_expire_time() = TimestampOf(*key.expires_at);
  *response.mutable_create_time() = TimestampOf(key.created_at);
  response.set_is_active(active);
  return response;
}

v1::Key ToProto(const ApiKey& key, bool active) {
  v1::Key proto;
  proto.set_id(key.id);
  proto.set_name(key.name);
  proto.set_key_prefix(key.prefix);
  if (key.alias) proto.set_key_alias(*key.alias);
  proto.set_key_type(ToProto(key.type));
  proto.mutable_models()->Assign(key.models.begin(), key.models.end());
  proto.set_blocked(key.blocked);
  proto.set_is_active(active);
  for (const auto& [name, value] : key.metadata) (*proto.mutable_metadata())[name] = value;
  *proto.mutable_create_time() = TimestampOf(key.created_at);
  *proto.mutable_update_time() = TimestampOf(key.updated_at);
  if (key.expires_at) *proto.mutable_expire_time() = TimestampOf(*key.expires_at);
  if (key.owner.user_id) proto.set_user_id(*key.owner.user_id);
  if (key.owner.team_id) proto.set_team_id(*key.owner.team_id);
  if (key.owner.organization_id) proto.set_organization_id(*key.owner.organization_id);
  return proto;
}

v1::KeySpend ToProto(const NamedUse& use) {
  v1::KeySpend proto;
  proto.set_key_id(use.use.key_id);
  proto.set_key_name(use.key_name);
  proto.set_spend_nanos(use.use.spend_nanos);
  proto.set_total_tokens(use.use.total_tokens);
  proto.set_requests(use.use.requests);
  return proto;
}

v1::LoginResponse ToProto(const OpenedSession& session) {
  v1::LoginResponse response;
  response.set_token(session.token);
  *response.mutable_expire_time() = TimestampOf(session.expires_at);
  response.set_must_change_password(session.must_change_password);
  return response;
}

}  // namespace signalbox::identity
