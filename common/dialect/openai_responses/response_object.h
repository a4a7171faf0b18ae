#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Writes the Response object of one answer, any number of times: a stream carries it at its beginning and its end.
/// What it repeats of the request is made once. One thread.
class ResponseObject {
 public:
  /// `request` may be null: then the defaults are repeated.
  explicit ResponseObject(const llm::v1::Conversation* request);

  void set_id(std::string_view id) { id_ = id; }
  void set_model(std::string_view model) { model_ = model; }
  void set_created(std::int64_t unix_seconds) { created_ = unix_seconds; }
  void set_service_tier(std::string_view tier);

  struct State {
    std::string_view status;
    std::string_view incomplete_reason = {};
    std::string_view output = {};           ///< Items with commas between them, JSON.
    const llm::v1::Usage* usage = nullptr;  ///< Left out when there is none: null is no value of it.
  };
  void Write(const State& state, json::Writer& writer) const;

  const std::string& id() const { return id_; }

 private:
  std::string id_;
  std::string model_;
  std::string service_tier_ = "default";
  std::int64_t created_ = 0;
  std::string echo_;  // A JSON object: what the answer repeats.
};

}  // namespace signalbox::dialect::openai_responses
