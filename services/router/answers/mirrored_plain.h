#pragma once

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// A plain answer in the caller's own dialect: the provider's bytes, with the public model name put back.
class MirroredPlain final : public PlainReader {
 public:
  using PlainReader::PlainReader;

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;
};

}  // namespace signalbox::router
