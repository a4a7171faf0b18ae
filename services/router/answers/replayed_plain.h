#pragma once

#include <string>

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// A plain answer of a provider that was asked for a stream: told to the caller as one.
class ReplayedPlain final : public PlainReader {
 public:
  using PlainReader::PlainReader;

  std::string_view content_type() const override;

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;
};

}  // namespace signalbox::router
