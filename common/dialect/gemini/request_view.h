#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// A request body whose outline is right: what scanning, editing and decoding all begin with. The body must outlive it.
///
/// A request to count tokens may hold the request it is about in `generateContentRequest`; then request() is that.
class RequestView {
 public:
  /// Errors: kInvalidArgument: no JSON object, a name twice, `contents` unusable.
  absl::Status Read(std::string_view body);

  json::Value root() const { return document_.root(); }
  json::Value request() const { return *request_; }
  bool wrapped() const { return request_->begin_offset() != root().begin_offset(); }

  /// An array that is not empty, or one object that stands for it.
  json::Value contents() const { return *contents_; }

  /// Where request() stands in the body: empty for the body itself.
  std::string_view path() const;

  /// The path of a field of request(), from the body.
  std::string PathOf(std::string_view field) const;

 private:
  json::Document document_;
  std::optional<json::Value> request_;
  std::optional<json::Value> contents_;
};

/// Whether a top-level field is ours rather than Google's.
bool IsOurs(json::Value key);

}  // namespace signalbox::dialect::gemini
