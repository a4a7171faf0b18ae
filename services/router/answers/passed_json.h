#pragma once

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// A JSON answer that is passed on without being understood, but for its `model` and its `usage`.
class PassedJson final : public PlainReader {
 public:
  using PlainReader::PlainReader;

  GeneratedTokens CountGenerated() override { return {}; }

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;
};

}  // namespace signalbox::router
