#include "common/upstream/client.h"

#include <algorithm>

#include <curl/curl.h>
#include <fmt/format.h>

#include "common/upstream/loop.h"

namespace signalbox::upstream {
namespace {

int ShareOf(int total, int threads) {
  return (total + threads - 1) / threads;
}

void InitializeCurl() {
  static const CURLcode kDone = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kDone != CURLE_OK) throw std::runtime_error(curl_easy_strerror(kDone));
}

}  // namespace

struct Client::Impl {
  std::vector<std::unique_ptr<Loop>> loops;
};

std::string_view ResponseHead::Header(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
  return found == headers.end() ? std::string_view() : found->second;
}

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>()) {
  InitializeCurl();
  const int threads = std::clamp(options.threads, 1, 16);
  for (int i = 0; i < threads; ++i) {
    impl_->loops.push_back(std::make_unique<Loop>(fmt::format("upstream-{}", i),
                                                  ShareOf(options.max_connections_per_host, threads),
                                                  ShareOf(options.max_idle_connections, threads)));
  }
}

Client::~Client() = default;

std::shared_ptr<Transfer> Client::Start(Request request, std::shared_ptr<Observer> observer) {
  // The first of the least loaded: under a light load one loop has all the connections, and they are used again.
  const auto loop = std::min_element(impl_->loops.begin(), impl_->loops.end(),
                                     [](const auto& a, const auto& b) { return a->load() < b->load(); });
  return (*loop)->Start(std::move(request), std::move(observer));
}

}  // namespace signalbox::upstream
