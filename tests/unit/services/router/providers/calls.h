#pragma once

#include <string>

#include "services/router/domain/provider_api.h"

namespace signalbox::router::testing {

inline constexpr TimePoint kCallTime{std::chrono::seconds(1'440'938'160)};  // 2015-08-30 12:36:00 UTC.

inline Provider ProviderAt(const std::string& base_url, Settings settings = {}) {
  Provider provider;
  provider.base_url = base_url;
  provider.settings = std::move(settings);
  return provider;
}

inline Account AccountWith(const std::string& key) {
  Account account;
  account.api_key = key;
  return account;
}

inline Written Generate(llm::v1::Dialect dialect, std::string_view upstream_model, bool stream = false,
                        std::string body = "{}") {
  Written written;
  written.dialect = dialect;
  written.upstream_model = upstream_model;
  written.stream = stream;
  written.body = std::move(body);
  return written;
}

inline Written Of(llm::v1::Operation operation, std::string_view upstream_model, std::string_view path = {}) {
  Written written;
  written.operation = operation;
  written.upstream_model = upstream_model;
  written.forward_path = path;
  return written;
}

inline std::string HeaderOf(const ProviderCall& call, std::string_view name) {
  for (const auto& [key, value] : call.headers) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace signalbox::router::testing
