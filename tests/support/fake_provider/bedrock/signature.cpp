#include "tests/support/fake_provider/bedrock/signature.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::fake_provider::bedrock {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr int kClockSkew = 300;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Hmac(std::string_view key, std::string_view text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text), text.size(), out, &size);
  return {reinterpret_cast<const char*>(out), size};
}

std::string Hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

std::string Sha256Hex(std::string_view text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), out, &size, EVP_sha256(), nullptr);
  return Hex({reinterpret_cast<const char*>(out), size});
}

absl::Status Refuse(std::string_view exception, std::string_view message) {
  return Error(absl::StatusCode::kUnauthenticated, exception, message);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

struct Authorization {
  std::string_view access_key;
  std::string_view date;  // "20250102"
  std::string_view region;
  std::string_view service;
  std::string_view scope;  // date/region/service/aws4_request
  std::string_view signed_headers;
  std::string_view signature;
};

absl::StatusOr<Authorization> Parse(std::string_view header) {
  if (header.empty()) return Refuse("MissingAuthenticationTokenException", "Missing Authentication Token");
  if (!header.starts_with(kAlgorithm)) {
    return Refuse("IncompleteSignatureException", "Unsupported AWS 'algorithm'");
  }
  Authorization parsed;
  std::string_view credential;
  for (std::string_view part : Split(header.substr(kAlgorithm.size()), ',')) {
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view value = part.substr(equals + 1);
    if (part.starts_with("Credential=")) credential = value;
    if (part.starts_with("SignedHeaders=")) parsed.signed_headers = value;
    if (part.starts_with("Signature=")) parsed.signature = value;
  }
  const std::vector<std::string_view> scope = Split(credential, '/');
  if (scope.size() != 5 || scope[4] != "aws4_request" || parsed.signed_headers.empty() ||
      parsed.signature.size() != 64) {
    return Refuse("IncompleteSignatureException",
                  "Authorization header requires Credential, SignedHeaders and Signature.");
  }
  parsed.access_key = scope[0];
  parsed.date = scope[1];
  parsed.region = scope[2];
  parsed.service = scope[3];
  parsed.scope = credential.substr(scope[0].size() + 1);
  return parsed;
}

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

// Every service but S3 signs the path as it was sent, escaped once more.
std::string CanonicalPath(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (IsUnreserved(c) || c == '/') {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out.empty() ? "/" : out;
}

std::string CanonicalQuery(std::string_view target) {
  const std::size_t question = target.find('?');
  if (question == std::string_view::npos) return {};
  std::vector<std::string> pairs;
  for (const std::string_view pair : Split(target.substr(question + 1), '&')) {
    pairs.emplace_back(pair);
    if (pair.find('=') == std::string_view::npos) pairs.back() += '=';
  }
  std::sort(pairs.begin(), pairs.end());
  return fmt::format("{}", fmt::join(pairs, "&"));
}

// Without space around it, and with single spaces in it.
std::string CanonicalValue(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const bool space = c == ' ' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string CanonicalRequest(const HttpRequest& request, std::string_view signed_headers, std::string_view hash) {
  std::string headers;
  for (const std::string_view name : Split(signed_headers, ';')) {
    headers.append(name).append(":").append(CanonicalValue(request.Header(name))).append("\n");
  }
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, CanonicalPath(request.Path()),
                     CanonicalQuery(request.target), headers, signed_headers, hash);
}

std::string Sign(const Authorization& authorization, std::string_view date, std::string_view canonical) {
  const std::string text = fmt::format("{}\n{}\n{}\n{}", kAlgorithm, date, authorization.scope, Sha256Hex(canonical));
  const std::string day = Hmac(fmt::format("AWS4{}", kSecretKey), authorization.date);
  const std::string key = Hmac(Hmac(Hmac(day, authorization.region), authorization.service), "aws4_request");
  return Hex(Hmac(key, text));
}

absl::Status CheckDate(std::string_view date, std::string_view scope_date, std::time_t now) {
  std::tm parsed{};
  const std::string text(date);
  if (date.size() != 16 || strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &parsed) == nullptr) {
    return Refuse("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.");
  }
  if (!date.starts_with(scope_date)) {
    return Refuse("InvalidSignatureException",
                  "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                  "from HTTP");
  }
  if (std::abs(timegm(&parsed) - now) <= kClockSkew) return absl::OkStatus();
  return Refuse("InvalidSignatureException", fmt::format("Signature expired: {} is now too far away", date));
}

absl::Status CheckSignedHeaders(const HttpRequest& request, std::string_view signed_headers) {
  const std::vector<std::string_view> names = Split(signed_headers, ';');
  if (!std::is_sorted(names.begin(), names.end())) {
    return Refuse("InvalidSignatureException", "SignedHeaders must be sorted.");
  }
  for (const std::string_view needed : {"host", "x-amz-date", "x-amz-security-token"}) {
    const bool sent = !request.Header(needed).empty();
    if (!sent || std::find(names.begin(), names.end(), needed) != names.end()) continue;
    return Refuse("InvalidSignatureException", fmt::format("'{}' must be a signed header.", needed));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSignature(const HttpRequest& request, std::time_t now) {
  ASSIGN_OR_RETURN(const Authorization authorization, Parse(request.Header("authorization")));
  if (authorization.access_key != kAccessKey) {
    return Refuse("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  if (authorization.service != "bedrock") {
    return Refuse("InvalidSignatureException", "Credential should be scoped to correct service: 'bedrock'.");
  }
  const std::string_view date = request.Header("x-amz-date");
  RETURN_IF_ERROR(CheckDate(date, authorization.date, now));
  RETURN_IF_ERROR(CheckSignedHeaders(request, authorization.signed_headers));
  const std::string hash = Sha256Hex(request.body);
  const std::string_view claimed = request.Header("x-amz-content-sha256");
  const bool honest = claimed.empty() || claimed == hash;
  const std::string canonical = CanonicalRequest(request, authorization.signed_headers, hash);
  if (honest && Sign(authorization, date, canonical) == authorization.signature) return absl::OkStatus();
  return Refuse(
      "InvalidSignatureException",
      fmt::format("The request signature we calculated does not match the signature you provided. Check your AWS "
                  "Secret Access Key and signing method. The Canonical String for this request should have been "
                  "'{}'",
                  canonical));
}

}  // namespace signalbox::fake_provider::bedrock
