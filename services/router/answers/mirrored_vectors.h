#pragma once

#include <utility>

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// Vectors in the caller's own form: the provider's bytes, with the public model name put back, and in base64 where the
/// caller wants that and the provider knows only numbers.
class MirroredVectors final : public PlainReader {
 public:
  MirroredVectors(AnswerOptions options, bool want_base64)
      : PlainReader(std::move(options)), want_base64_(want_base64) {}

  GeneratedTokens CountGenerated() override { return {}; }

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;

  const bool want_base64_;
};

}  // namespace signalbox::router
