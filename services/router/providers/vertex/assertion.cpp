#include "services/router/providers/vertex/assertion.h"

#include <chrono>

#include "common/crypto/secret.h"
#include "common/json/writer.h"
#include "common/status/error.h"

namespace signalbox::router::vertex {
namespace {

using namespace std::chrono_literals;

constexpr const char* kScope = "https://www.googleapis.com/auth/cloud-platform";
constexpr auto kLifetime = 1h;

std::string Header(const ServiceAccount& account) {
  json::Writer writer;
  writer.BeginObject().Key("alg").String("RS256").Key("typ").String("JWT");
  if (!account.private_key_id.empty()) writer.Key("kid").String(account.private_key_id);
  writer.EndObject();
  return writer.Take();
}

std::string Claims(const ServiceAccount& account, TimePoint now) {
  const auto seconds = [](TimePoint time) {
    return std::int64_t{std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count()};
  };
  json::Writer writer;
  writer.BeginObject();
  writer.Key("iss").String(account.client_email).Key("scope").String(kScope).Key("aud").String(account.token_uri);
  writer.Key("iat").Int(seconds(now)).Key("exp").Int(seconds(now + kLifetime));
  writer.EndObject();
  return writer.Take();
}

}  // namespace

absl::StatusOr<std::string> SignedAssertion(const ServiceAccount& account, TimePoint now) {
  std::string text = crypto::Base64Url(Header(account));
  text += '.';
  text += crypto::Base64Url(Claims(account, now));
  const absl::StatusOr<std::string> signature = crypto::SignRs256(account.private_key, text);
  if (!signature.ok()) return Error(absl::StatusCode::kFailedPrecondition, "", MessageOf(signature.status()));
  text += '.';
  text += crypto::Base64Url(*signature);
  return text;
}

}  // namespace signalbox::router::vertex
