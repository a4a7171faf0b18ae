#include "services/router/providers/vertex/token_answer.h"

#include <algorithm>
#include <utility>

#include "common/json/document.h"
#include "common/status/error.h"

namespace signalbox::router::vertex {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxBodyBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxTokenLength = 8192;
constexpr std::chrono::seconds kUsualLifetime = 1h;
constexpr std::chrono::seconds kLongestLifetime = 24h;

/// What may stand in a header.
bool IsVisible(char c) {
  return c > ' ' && c < '\x7f';
}

bool IsOfErrorWord(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

std::string Member(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsString() ? member->Text() : "";
}

absl::Status Refusal(int http_status, std::string_view body) {
  const bool final = http_status >= 400 && http_status < 500 && http_status != 408 && http_status != 429;
  std::string message = final ? "the token endpoint refused the key" : "the token endpoint failed";
  message += " with ";
  message += std::to_string(http_status);
  json::Document document;
  if (document.Read(body).ok() && document.root().IsObject()) {
    const std::string word = Member(document.root(), "error");
    if (!word.empty() && word.size() <= 64 && std::all_of(word.begin(), word.end(), IsOfErrorWord)) {
      message += ": ";
      message += word;
    }
  }
  return Error(final ? absl::StatusCode::kUnauthenticated : absl::StatusCode::kUnavailable, "", message);
}

class TokenObserver final : public upstream::Observer {
 public:
  explicit TokenObserver(std::function<void(absl::StatusOr<FreshToken>)> done) : done_(std::move(done)) {}

  void OnHead(const upstream::ResponseHead& head) override { status_ = head.status; }

  void OnData(std::string_view bytes) override {
    too_large_ = too_large_ || body_.size() + bytes.size() > kMaxBodyBytes;
    if (!too_large_) body_ += bytes;
  }

  void OnDone(const upstream::Result& result) override { std::exchange(done_, nullptr)(Outcome(result)); }

 private:
  absl::StatusOr<FreshToken> Outcome(const upstream::Result& result) const {
    const auto unavailable = [](std::string_view what) { return Error(absl::StatusCode::kUnavailable, "", what); };
    if (result.failure == upstream::Failure::kForbidden) {
      return unavailable("the token endpoint's address is private and that is not allowed");
    }
    if (result.failure != upstream::Failure::kNone) return unavailable("the token endpoint could not be reached");
    if (too_large_) return unavailable("the token endpoint's answer is too large");
    return ReadTokenAnswer(status_, body_);
  }

  std::function<void(absl::StatusOr<FreshToken>)> done_;
  int status_ = 0;
  bool too_large_ = false;
  std::string body_;
};

}  // namespace

absl::StatusOr<FreshToken> ReadTokenAnswer(int http_status, std::string_view body) {
  if (http_status != 200) return Refusal(http_status, body);
  json::Document document;
  FreshToken fresh;
  if (document.Read(body).ok() && document.root().IsObject()) {
    fresh.token = Member(document.root(), "access_token");
    const auto expires_in = document.root().Find("expires_in");
    const std::int64_t seconds =
        expires_in ? expires_in->Int().value_or(kUsualLifetime.count()) : kUsualLifetime.count();
    fresh.lifetime = std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLongestLifetime.count()));
  }
  const bool good = !fresh.token.empty() && fresh.token.size() <= kMaxTokenLength &&
                    std::all_of(fresh.token.begin(), fresh.token.end(), IsVisible);
  if (!good) return Error(absl::StatusCode::kUnavailable, "", "the token endpoint's answer holds no token");
  return fresh;
}

std::shared_ptr<upstream::Observer> NewTokenObserver(std::function<void(absl::StatusOr<FreshToken>)> done) {
  return std::make_shared<TokenObserver>(std::move(done));
}

}  // namespace signalbox::router::vertex
