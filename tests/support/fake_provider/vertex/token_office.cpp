#include "tests/support/fake_provider/vertex/token_office.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/vertex/service_key.h"

namespace signalbox::fake_provider::vertex {
namespace {

constexpr std::string_view kEmail = "fake@signalbox-test.iam.gserviceaccount.com";
constexpr std::string_view kKeyId = "fake-key-1";
constexpr std::int64_t kLongestLife = 3600;
constexpr std::int64_t kClockSkew = 300;

// Made when it is first needed: that takes a moment.
const ServiceKey& Key() {
  static const ServiceKey kKey;
  return kKey;
}

absl::Status Refuse(std::string_view code, std::string_view description) {
  return Error(absl::StatusCode::kInvalidArgument, code, description);
}

absl::Status Malformed(std::string_view what) {
  return Refuse("invalid_request", fmt::format("Bad Request: {}", what));
}

absl::Status CheckHeader(json::Value header) {
  if (TextAt(header, "alg") != "RS256") return Refuse("invalid_grant", "Invalid JWT Signature.");
  const std::string key = TextAt(header, "kid");
  if (!key.empty() && key != kKeyId) return Refuse("invalid_grant", "Invalid JWT Signature.");
  return absl::OkStatus();
}

absl::Status CheckClaims(json::Value claims, std::string_view audience) {
  if (TextAt(claims, "iss") != kEmail) return Refuse("invalid_grant", "Invalid grant: account not found");
  if (TextAt(claims, "aud") != audience) return Refuse("invalid_grant", "Invalid JWT: Failed audience check.");
  if (TextAt(claims, "scope").empty()) return Refuse("invalid_scope", "Empty or missing scope not allowed.");
  const auto issued = MemberAt(claims, "iat");
  const auto expires = MemberAt(claims, "exp");
  const std::int64_t now = std::time(nullptr);
  const bool reasonable = issued && expires && issued->Int() && expires->Int() && *expires->Int() > now - kClockSkew &&
                          *issued->Int() < now + kClockSkew && *expires->Int() - *issued->Int() <= kLongestLife;
  if (reasonable) return absl::OkStatus();
  return Refuse("invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
                "iat and exp values in the JWT claim.");
}

}  // namespace

std::string TokenOffice::KeyFile(std::string_view token_uri) const {
  return fmt::format(
      R"({{"type":"service_account","project_id":"signalbox-test","private_key_id":"{}","private_key":{},)"
      R"("client_email":"{}","client_id":"1","token_uri":{}}})",
      kKeyId, Quoted(Key().PrivatePem()), kEmail, Quoted(token_uri));
}

absl::Status TokenOffice::CheckAssertion(std::string_view jwt, std::string_view audience) const {
  const std::size_t first = jwt.find('.');
  const std::size_t second = jwt.rfind('.');
  if (first == second || std::count(jwt.begin(), jwt.end(), '.') != 2) return Malformed("not a JWT");
  const auto header = FromBase64(jwt.substr(0, first));
  const auto claims = FromBase64(jwt.substr(first + 1, second - first - 1));
  const auto signature = FromBase64(jwt.substr(second + 1));
  json::Document header_json;
  json::Document claims_json;
  if (jwt.find('=') != std::string_view::npos || !header || !claims || !signature || !header_json.Read(*header).ok() ||
      !claims_json.Read(*claims).ok()) {
    return Malformed("not a JWT");
  }
  RETURN_IF_ERROR(CheckHeader(header_json.root()));
  RETURN_IF_ERROR(CheckClaims(claims_json.root(), audience));
  const bool signed_by_us = Key().Verifies(jwt.substr(0, second), *signature);
  return signed_by_us ? absl::OkStatus() : Refuse("invalid_grant", "Invalid JWT Signature.");
}

std::string TokenOffice::Issue(std::chrono::seconds lifetime) {
  std::string token = fmt::format("ya29.fake-{}", expiries_.size() + 1);
  expiries_.emplace(token, std::chrono::steady_clock::now() + lifetime);
  return token;
}

TokenOffice::Verdict TokenOffice::Judge(std::string_view token) const {
  const auto found = expiries_.find(token);
  if (found == expiries_.end()) return Verdict::kUnknown;
  return std::chrono::steady_clock::now() < found->second ? Verdict::kGood : Verdict::kExpired;
}

}  // namespace signalbox::fake_provider::vertex
