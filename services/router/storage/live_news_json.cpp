#include "services/router/storage/live_news_json.h"

#include <chrono>
#include <limits>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::router {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kOpen = "breaker_open";
constexpr std::string_view kRest = "account_rests";
constexpr RestReason kReasons[] = {RestReason::kRateLimited, RestReason::kQuotaExhausted, RestReason::kAuthFault,
                                   RestReason::kOperator};
// Years from now, and far from what a time point cannot hold.
constexpr std::int64_t kMaxMillis = std::numeric_limits<std::int64_t>::max() / 4'000'000;

std::string TextOf(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsString() ? member->Text() : std::string();
}

RestReason ReasonOf(std::string_view name) {
  for (const RestReason reason : kReasons) {
    if (NameOf(reason) == name) return reason;
  }
  return RestReason::kNone;
}

}  // namespace

std::string ToJson(const LiveNews& news, std::string_view origin) {
  json::Writer writer;
  writer.BeginObject();
  writer.Key("origin").String(origin);
  writer.Key("kind").String(news.kind == LiveNews::Kind::kOpen ? kOpen : kRest);
  writer.Key("id").String(news.id);
  writer.Key("until").Int(std::chrono::duration_cast<milliseconds>(news.until.time_since_epoch()).count());
  if (news.kind == LiveNews::Kind::kRest) writer.Key("reason").String(NameOf(news.reason));
  return writer.EndObject().Take();
}

std::optional<LiveNews> NewsFromJson(std::string_view text, std::string_view origin) {
  json::Document document;
  if (!document.Read(text).ok() || !document.root().IsObject()) return std::nullopt;
  const json::Value root = document.root();
  const auto until = root.Find("until");
  const std::optional<std::int64_t> millis = until && until->IsNumber() ? until->Int() : std::nullopt;
  if (!millis || *millis < 0 || *millis > kMaxMillis || TextOf(root, "origin") == origin) return std::nullopt;
  LiveNews news{LiveNews::Kind::kOpen, TextOf(root, "id"), TimePoint(milliseconds(*millis))};
  const std::string kind = TextOf(root, "kind");
  if (kind == kOpen) return news;
  news.kind = LiveNews::Kind::kRest;
  news.reason = ReasonOf(TextOf(root, "reason"));
  if (kind != kRest || news.reason == RestReason::kNone) return std::nullopt;
  return news;
}

}  // namespace signalbox::router
