#include "tests/support/fake_provider/asked.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace signalbox::fake_provider {
namespace {

std::string WithoutChunks(std::string_view coded) {
  std::string out;
  while (!coded.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(coded.data(), coded.data() + coded.size(), size, 16);
    if (error != std::errc() || size == 0) return out;
    coded.remove_prefix(static_cast<std::size_t>(end - coded.data()) + 2);
    out += coded.substr(0, size);
    coded.remove_prefix(std::min(size + 2, coded.size()));
  }
  return out;
}

}  // namespace

std::vector<nlohmann::json> Asked::Events() const {
  std::vector<nlohmann::json> events;
  constexpr std::string_view kData = "data: ";
  for (std::size_t at = body.find(kData); at != std::string::npos; at = body.find(kData, at)) {
    at += kData.size();
    std::string_view data = std::string_view(body).substr(at);
    data = data.substr(0, data.find_first_of("\r\n"));
    if (data != "[DONE]") events.push_back(nlohmann::json::parse(data));
  }
  return events;
}

Asked Ask(Provider& provider, std::string_view method, std::string_view target, const Headers& headers,
          std::string_view body) {
  const HttpRequest request{method, target, headers, body};
  std::string bytes;
  for (const Step& step : provider.Handle(1, request).plan) bytes += step.bytes;
  Asked asked;
  const std::size_t end = bytes.find("\r\n\r\n");
  asked.head = bytes.substr(0, end);
  std::transform(asked.head.begin(), asked.head.end(), asked.head.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  asked.status = std::stoi(asked.head.substr(std::string_view("http/1.1 ").size(), 3));
  asked.body = bytes.substr(end + 4);
  if (asked.head.find("transfer-encoding: chunked") != std::string::npos) asked.body = WithoutChunks(asked.body);
  return asked;
}

}  // namespace signalbox::fake_provider
