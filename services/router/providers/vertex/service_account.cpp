#include "services/router/providers/vertex/service_account.h"

#include "common/json/document.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/validate.h"

namespace signalbox::router::vertex {
namespace {

absl::Status Wrong(std::string_view what) {
  std::string message = "must be the JSON of a Google service account key: ";
  message += what;
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

/// A string member, or an empty one.
std::string Member(json::Value file, std::string_view name) {
  const auto member = file.Find(name);
  return member && member->IsString() ? member->Text() : "";
}

}  // namespace

absl::StatusOr<ServiceAccount> ParseServiceAccount(std::string_view text) {
  if (text.size() > kMaxKeyFileBytes) return Wrong("it is longer than 16 KiB");
  json::Document document;
  if (!document.Read(text).ok() || !document.root().IsObject()) return Wrong("it is no JSON object");
  const json::Value file = document.root();
  if (Member(file, "type") != "service_account") return Wrong("its \"type\" is not \"service_account\"");
  ServiceAccount account;
  account.client_email = Member(file, "client_email");
  account.private_key_id = Member(file, "private_key_id");
  account.private_key = Member(file, "private_key");
  account.token_uri = Member(file, "token_uri");
  if (account.client_email.empty()) return Wrong("it has no \"client_email\"");
  if (account.private_key.empty()) return Wrong("it has no \"private_key\"");
  if (account.token_uri.empty()) account.token_uri = "https://oauth2.googleapis.com/token";
  if (!ParseBaseUrl(account.token_uri).ok()) return Wrong("its \"token_uri\" is no http or https URL");
  return account;
}

}  // namespace signalbox::router::vertex
