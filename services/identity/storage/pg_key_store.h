#pragma once

#include "common/postgres/pool.h"
#include "services/identity/domain/key_store.h"

namespace signalbox::identity {

/// Keys in PostgreSQL.
class PgKeyStore : public KeyStore {
 public:
  explicit PgKeyStore(postgres::Pool& pool) : pool_(pool) {}

  absl::Status Insert(const RequestContext& context, const ApiKey& key, const SecretHash& hash) override;
  absl::StatusOr<std::optional<KeyAtRevision>> Find(const RequestContext& context,
                                                    const KeyReference& reference) override;
  absl::StatusOr<KeyPage> List(const RequestContext& context, const KeyFilter& filter) override;
  absl::StatusOr<std::optional<ApiKey>> Update(const RequestContext& context, const KeyReference& reference,
                                               const KeyChangeset& changes) override;
  absl::StatusOr<std::optional<std::vector<std::string>>> Apply(const RequestContext& context, KeyAction action,
                                                                const std::vector<KeyReference>& references,
                                                                TimePoint now) override;
  absl::StatusOr<std::vector<std::string>> NamesOf(const RequestContext& context,
                                                   const std::vector<std::string>& ids) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace signalbox::identity
