#include "services/identity/domain/key_spending.h"

#include "common/status/macros.h"
#include "services/identity/domain/limits.h"

namespace signalbox::identity {
namespace {

constexpr int kMaxLimit = 500;

}  // namespace

absl::StatusOr<std::map<std::string, std::int64_t>> KeySpending::SpendOf(const RequestContext& context,
                                                                         const std::vector<ApiKey>& keys) {
  std::map<std::string, std::int64_t> spend;
  if (keys.empty()) return spend;
  std::vector<std::string> ids;
  for (const ApiKey& key : keys) {
    ids.push_back(key.id);
    spend[key.id] = 0;
  }
  ASSIGN_OR_RETURN(const std::vector<KeyUse> uses, book_.UseOf(context, ids));
  for (const KeyUse& use : uses) spend[use.key_id] = use.spend_nanos;
  return spend;
}

absl::StatusOr<std::vector<NamedUse>> KeySpending::Largest(const RequestContext& context, int limit) {
  if (limit < 1 || limit > kMaxLimit) return WrongField("limit", "1 to 500");
  ASSIGN_OR_RETURN(std::vector<KeyUse> uses, book_.Largest(context, limit));
  std::vector<std::string> ids;
  for (const KeyUse& use : uses) ids.push_back(use.key_id);
  ASSIGN_OR_RETURN(std::vector<std::string> names, store_.NamesOf(context, ids));
  std::vector<NamedUse> named;
  for (size_t i = 0; i < uses.size(); ++i) named.push_back({std::move(names[i]), std::move(uses[i])});
  return named;
}

}  // namespace signalbox::identity
