#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <pqxx/pqxx>

#include "services/identity/domain/key.h"
#include "services/identity/domain/key_store.h"

namespace signalbox::identity {

/// The columns that KeyFrom() reads, of a table called `k`.
extern const std::string kKeyColumns;

ApiKey KeyFrom(const pqxx::row& row);

/// Times travel as microseconds since 1970, which loses nothing.
std::int64_t ToMicros(TimePoint time);
std::optional<std::int64_t> ToMicros(const std::optional<TimePoint>& time);
TimePoint FromMicros(std::int64_t micros);

const char* ToText(KeyType type);

/// Values of jsonb columns.
std::string ToJson(const std::vector<std::string>& list);
std::string ToJson(const std::map<std::string, std::string>& map);

/// Literals of uuid[] and bytea[].
std::string UuidArray(const std::vector<std::string>& ids);
std::string ByteaArray(const std::vector<SecretHash>& hashes);

pqxx::binarystring Bytes(const SecretHash& hash);

/// Adds the key as a row of api_key and announces it.
void InsertKey(pqxx::work& transaction, const ApiKey& key, const SecretHash& hash);

}  // namespace signalbox::identity
