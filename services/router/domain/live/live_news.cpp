#include "services/router/domain/live/live_news.h"

#include "services/router/domain/live/live_table.h"

namespace signalbox::router {
namespace {

// The longest that can be configured.
constexpr std::chrono::hours kLongest{24};

}  // namespace

void Apply(const LiveNews& news, const LiveTable& live, TimePoint now) {
  if (news.until <= now || news.until > now + kLongest) return;
  if (news.kind == LiveNews::Kind::kOpen) {
    if (const auto deployment = live.FindDeployment(news.id)) deployment->breaker.OpenUntil(news.until);
    return;
  }
  if (const auto account = live.FindAccount(news.id)) account->rest.BeginUntil(news.reason, news.until);
}

}  // namespace signalbox::router
