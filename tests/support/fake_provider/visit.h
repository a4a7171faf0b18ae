#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <absl/status/statusor.h>

#include "tests/support/fake_provider/http.h"
#include "tests/support/fake_provider/options.h"
#include "tests/support/fake_provider/script_book.h"
#include "tests/support/fake_provider/vertex/token_office.h"

namespace signalbox::fake_provider {

/// One request on its way through a dialect's endpoints.
struct Visit {
  const HttpRequest& http;
  const Options& options;
  ScriptBook& scripts;
  vertex::TokenOffice& tokens;
  std::string model;  ///< What the recorder files it under; set by TakeScript().

  /// How to answer this request for `name`. Errors: kInvalidArgument naming the wrong word.
  absl::StatusOr<Script> TakeScript(std::string name) {
    model = std::move(name);
    return scripts.Take(model);
  }

  /// Whether `key` is one that this provider refuses.
  bool Refuses(std::string_view key) const {
    return key.starts_with("sk-bad") || (!options.require_key.empty() && key != options.require_key);
  }

  bool IsPost() const { return http.method == "POST"; }
  bool IsGet() const { return http.method == "GET"; }
};

}  // namespace signalbox::fake_provider
