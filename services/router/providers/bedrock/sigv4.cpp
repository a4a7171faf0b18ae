#include "services/router/providers/bedrock/sigv4.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <utility>
#include <vector>

#include "common/crypto/secret.h"
#include "services/router/providers/percent.h"

namespace signalbox::router::bedrock {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

struct UrlParts {
  std::string_view host;  // Without a port that is the scheme's own, as an HTTP client sends it.
  std::string_view path;
  std::string_view query;
};

UrlParts Split(std::string_view url) {
  const bool tls = url.starts_with("https://");
  url.remove_prefix(tls ? 8 : 7);
  const auto host_end = std::min(url.find_first_of("/?"), url.size());
  UrlParts parts;
  parts.host = url.substr(0, host_end);
  const std::string_view default_port = tls ? ":443" : ":80";
  if (parts.host.ends_with(default_port)) parts.host.remove_suffix(default_port.size());
  const std::string_view rest = url.substr(host_end);
  const auto query = std::min(rest.find('?'), rest.size());
  parts.path = rest.substr(0, query);
  parts.query = rest.substr(std::min(query + 1, rest.size()));
  return parts;
}

/// Encoded once more than it is sent: AWS asks for that of every service but S3.
std::string CanonicalPath(std::string_view path) {
  if (path.empty()) return "/";
  std::string out;
  for (std::size_t begin = 0; begin < path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    AppendPercentEncoded(out, path.substr(begin, end - begin));
    if (end < path.size()) out += '/';
    begin = end + 1;
  }
  return out;
}

std::string CanonicalQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t begin = 0; begin < query.size();) {
    const auto end = std::min(query.find('&', begin), query.size());
    const std::string_view part = query.substr(begin, end - begin);
    const auto middle = std::min(part.find('='), part.size());
    parts.emplace_back(PercentEncoded(PercentDecoded(part.substr(0, middle))),
                       PercentEncoded(PercentDecoded(part.substr(std::min(middle + 1, part.size())))));
    begin = end + 1;
  }
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const auto& [name, value] : parts) {
    if (!out.empty()) out += '&';
    out += name;
    out += '=';
    out += value;
  }
  return out;
}

std::string LowerCase(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Without white space around it, and with one space for each run within.
std::string Squeezed(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const bool space = c == ' ' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

using SignedHeaders = std::map<std::string, std::string>;

SignedHeaders Collect(std::string_view host, const HttpHeaders& headers) {
  SignedHeaders collected{{"host", std::string(host)}};
  for (const auto& [name, value] : headers) {
    const auto [place, fresh] = collected.emplace(LowerCase(name), Squeezed(value));
    if (fresh) continue;
    place->second += ',';
    place->second += Squeezed(value);
  }
  return collected;
}

std::string NamesOf(const SignedHeaders& headers) {
  std::string names;
  for (const auto& [name, value] : headers) {
    if (!names.empty()) names += ';';
    names += name;
  }
  return names;
}

std::string CanonicalRequest(const ProviderCall& call, const UrlParts& url, const SignedHeaders& headers) {
  std::string text = call.method;
  text += '\n';
  text += CanonicalPath(url.path);
  text += '\n';
  text += CanonicalQuery(url.query);
  text += '\n';
  for (const auto& [name, value] : headers) {
    text += name;
    text += ':';
    text += value;
    text += '\n';
  }
  text += '\n';
  text += NamesOf(headers);
  text += '\n';
  text += crypto::Hex(crypto::Sha256(call.body));
  return text;
}

/// "20150830T123600Z"
std::string Timestamp(TimePoint now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[17];
  std::strftime(text, sizeof(text), "%Y%m%dT%H%M%SZ", &utc);
  return text;
}

std::string SigningKey(std::string_view secret, std::string_view date, const SigningScope& scope) {
  std::string key = "AWS4";
  key += secret;
  for (const std::string_view part : {date, scope.region, scope.service, std::string_view("aws4_request")}) {
    key = crypto::HmacSha256(key, part);
  }
  return key;
}

}  // namespace

void Sign(const Credentials& credentials, const SigningScope& scope, ProviderCall& call) {
  const std::string timestamp = Timestamp(scope.now);
  const std::string_view date = std::string_view(timestamp).substr(0, 8);
  call.headers.emplace_back("x-amz-date", timestamp);
  if (!credentials.session_token.empty()) {
    call.headers.emplace_back("x-amz-security-token", credentials.session_token);
  }
  const UrlParts url = Split(call.url);
  const SignedHeaders headers = Collect(url.host, call.headers);

  std::string place(date);
  for (const std::string_view part : {scope.region, scope.service, std::string_view("aws4_request")}) {
    place += '/';
    place += part;
  }
  std::string to_sign(kAlgorithm);
  for (const std::string& part :
       {timestamp, place, crypto::Hex(crypto::Sha256(CanonicalRequest(call, url, headers)))}) {
    to_sign += '\n';
    to_sign += part;
  }
  const std::string key = SigningKey(credentials.secret_access_key, date, scope);

  std::string authorization(kAlgorithm);
  authorization += " Credential=";
  authorization += credentials.access_key_id;
  authorization += '/';
  authorization += place;
  authorization += ", SignedHeaders=";
  authorization += NamesOf(headers);
  authorization += ", Signature=";
  authorization += crypto::Hex(crypto::HmacSha256(key, to_sign));
  call.headers.emplace_back("authorization", std::move(authorization));
}

}  // namespace signalbox::router::bedrock
