#include "services/billing/storage/pg_rate_store.h"

#include <map>
#include <tuple>

#include "services/billing/storage/array_text.h"

namespace signalbox::billing {
namespace {

constexpr char kLock[] = "SELECT pg_advisory_xact_lock(hashtextextended('billing.rate_card', 0))";
constexpr char kFindCard[] =
    "SELECT id FROM rate_card WHERE name = $1 AND checksum = encode(sha256(convert_to($2, 'UTF8')), 'hex')";
constexpr char kAddCard[] =
    "INSERT INTO rate_card (name, checksum) VALUES ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex')) RETURNING id";
constexpr char kAddRates[] = R"(
INSERT INTO rate (card_id, model, provider, effective_from,
                  input, input_cached, input_cache_write, output, output_reasoning)
SELECT $1, model, provider, effective_from, input, input_cached, input_cache_write, output, output_reasoning
FROM unnest($2::text[], $3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
     AS given (model, provider, effective_from, input, input_cached, input_cache_write, output, output_reasoning))";
constexpr char kListRates[] = "SELECT id, model, provider, effective_from::text FROM rate WHERE card_id = $1";

std::int64_t AddCard(pqxx::work& transaction, const RateCard& card) {
  const auto id = transaction.exec_params1(kAddCard, card.name, card.text)[0].as<std::int64_t>();
  ArrayText models, providers, days, input, input_cached, input_cache_write, output, output_reasoning;
  for (const Rate& rate : card.rates) {
    models.Add(std::string_view(rate.model));
    providers.Add(std::string_view(rate.provider));
    days.Add(std::string_view(FormatDay(rate.effective_from)));
    input.Add(rate.rates.input.value);
    input_cached.Add(rate.rates.input_cached.value);
    input_cache_write.Add(rate.rates.input_cache_write.value);
    output.Add(rate.rates.output.value);
    output_reasoning.Add(rate.rates.output_reasoning.value);
  }
  transaction.exec_params(kAddRates, id, models.Take(), providers.Take(), days.Take(), input.Take(),
                          input_cached.Take(), input_cache_write.Take(), output.Take(), output_reasoning.Take());
  return id;
}

void FillIds(pqxx::work& transaction, std::int64_t card_id, RateCard& card) {
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> ids;
  for (const pqxx::row& row : transaction.exec_params(kListRates, card_id)) {
    ids[{row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>()}] = row[0].as<std::int64_t>();
  }
  for (Rate& rate : card.rates) rate.id = ids.at({rate.model, rate.provider, FormatDay(rate.effective_from)});
}

}  // namespace

absl::StatusOr<RateCard> PgRateStore::Load(const RequestContext& context, RateCard card) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<RateCard> {
    transaction.exec(kLock);
    const pqxx::result found = transaction.exec_params(kFindCard, card.name, card.text);
    const std::int64_t id = found.empty() ? AddCard(transaction, card) : found[0][0].as<std::int64_t>();
    FillIds(transaction, id, card);
    return card;
  });
}

}  // namespace signalbox::billing
