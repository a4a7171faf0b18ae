#pragma once

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// A plain answer in another dialect than the caller's.
class TranslatedPlain final : public PlainReader {
 public:
  using PlainReader::PlainReader;

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;
};

}  // namespace signalbox::router
