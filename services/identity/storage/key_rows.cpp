#include "services/identity/storage/key_rows.h"

#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "services/identity/storage/key_announcement.h"

namespace signalbox::identity {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

constexpr char kInsert[] =
    "INSERT INTO api_key (id, secret_hash, name, prefix, alias, key_type, models, metadata, user_id, team_id,"
    " organization_id, blocked, created_at, updated_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
    " 'epoch'::timestamptz + $13::bigint * interval '1 microsecond',"
    " 'epoch'::timestamptz + $14::bigint * interval '1 microsecond',"
    " 'epoch'::timestamptz + $15::bigint * interval '1 microsecond')";

std::optional<std::string> OptionalText(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(field.as<std::string>());
}

json::Document Parsed(const std::string& text) {
  json::Document document;
  if (!document.Read(text).ok()) throw std::runtime_error("a jsonb column holds no JSON");
  return document;
}

std::vector<std::string> ListFrom(const std::string& text) {
  const json::Document document = Parsed(text);
  std::vector<std::string> list;
  for (const json::Value value : document.root().elements()) list.push_back(value.Text());
  return list;
}

std::map<std::string, std::string> MapFrom(const std::string& text) {
  const json::Document document = Parsed(text);
  std::map<std::string, std::string> map;
  for (const auto& [key, value] : document.root().members()) map[key.Text()] = value.Text();
  return map;
}

}  // namespace

const std::string kKeyColumns =
    "k.id, k.name, k.prefix, k.alias, k.key_type, k.models, k.metadata, k.user_id, k.team_id, k.organization_id,"
    " k.blocked, (extract(epoch FROM k.created_at) * 1000000)::bigint,"
    " (extract(epoch FROM k.updated_at) * 1000000)::bigint, (extract(epoch FROM k.expires_at) * 1000000)::bigint";

ApiKey KeyFrom(const pqxx::row& row) {
  ApiKey key;
  key.id = row[0].as<std::string>();
  key.name = row[1].as<std::string>();
  key.prefix = row[2].as<std::string>();
  key.alias = OptionalText(row[3]);
  key.type = row[4].as<std::string>() == ToText(KeyType::kManagement) ? KeyType::kManagement : KeyType::kLlmApi;
  key.models = ListFrom(row[5].as<std::string>());
  key.metadata = MapFrom(row[6].as<std::string>());
  key.owner = {OptionalText(row[7]), OptionalText(row[8]), OptionalText(row[9])};
  key.blocked = row[10].as<bool>();
  key.created_at = FromMicros(row[11].as<std::int64_t>());
  key.updated_at = FromMicros(row[12].as<std::int64_t>());
  if (!row[13].is_null()) key.expires_at = FromMicros(row[13].as<std::int64_t>());
  return key;
}

std::int64_t ToMicros(TimePoint time) {
  return duration_cast<microseconds>(time.time_since_epoch()).count();
}

std::optional<std::int64_t> ToMicros(const std::optional<TimePoint>& time) {
  return time ? std::optional(ToMicros(*time)) : std::nullopt;
}

TimePoint FromMicros(std::int64_t micros) {
  return TimePoint(microseconds(micros));
}

const char* ToText(KeyType type) {
  return type == KeyType::kManagement ? "management" : "llm_api";
}

std::string ToJson(const std::vector<std::string>& list) {
  json::Writer writer;
  writer.BeginArray();
  for (const std::string& value : list) writer.String(value);
  return writer.EndArray().Take();
}

std::string ToJson(const std::map<std::string, std::string>& map) {
  json::Writer writer;
  writer.BeginObject();
  for (const auto& [key, value] : map) writer.Key(key).String(value);
  return writer.EndObject().Take();
}

std::string UuidArray(const std::vector<std::string>& ids) {
  return fmt::format("{{{}}}", fmt::join(ids, ","));
}

std::string ByteaArray(const std::vector<SecretHash>& hashes) {
  std::string literal = "{";
  for (const SecretHash& hash : hashes) {
    if (literal.size() > 1) literal.push_back(',');
    literal += "\"\\\\x";
    for (const unsigned char byte : hash.bytes) literal += fmt::format("{:02x}", byte);
    literal.push_back('"');
  }
  return literal + "}";
}

pqxx::binarystring Bytes(const SecretHash& hash) {
  return pqxx::binarystring(hash.bytes);
}

void InsertKey(pqxx::work& transaction, const ApiKey& key, const SecretHash& hash) {
  transaction.exec_params(kInsert, key.id, Bytes(hash), key.name, key.prefix, key.alias, ToText(key.type),
                          ToJson(key.models), ToJson(key.metadata), key.owner.user_id, key.owner.team_id,
                          key.owner.organization_id, key.blocked, ToMicros(key.created_at), ToMicros(key.updated_at),
                          ToMicros(key.expires_at));
  Announce(transaction, {key.id});
}

}  // namespace signalbox::identity
