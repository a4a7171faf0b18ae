#pragma once

#include <set>
#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/losses.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// Writes pictures, documents, videos and sound as members of a content block: "image": {...}. Bedrock takes content
/// and addresses in S3 ("s3://..."), and names every document.
///
/// Errors of all: kInvalidArgument at `path` for another address, a provider's file id, a kind Bedrock does not know.
class MediaWriter {
 public:
  explicit MediaWriter(json::Writer& writer) : writer_(writer) {}

  absl::Status Write(const llm::v1::Image& image, LossPath path);
  absl::Status Write(const llm::v1::Audio& audio, LossPath path);
  absl::Status Write(const llm::v1::File& file, LossPath path);

 private:
  struct Source;

  void WriteSource(const Source& source);
  std::string NameOf(const llm::v1::File& file);

  json::Writer& writer_;
  std::set<std::string> names_;  // Of documents, which must differ.
};

}  // namespace signalbox::dialect::bedrock_converse
