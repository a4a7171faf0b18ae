#pragma once

#include <initializer_list>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/extra_fields.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// The names of the fields of a part that its block holds.
class MediaFields {
 public:
  MediaFields(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) Add(name);
  }

  void Add(std::string_view name) {
    if (count_ < kMax) names_[count_++] = name;
  }

  bool Contains(json::Value key) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (key.Is(names_[i])) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kMax = 8;
  std::string_view names_[kMax];
  std::size_t count_ = 0;
};

/// input_image, input_file, input_audio.
bool IsMediaType(json::Value type);

/// Errors: kInvalidArgument naming the field below `path` that is missing or has the wrong type.
absl::StatusOr<MediaFields> DecodeMedia(json::Value part, std::string_view path, llm::v1::ContentBlock& block);

/// Writes the fields of an image, audio or file.
void WriteMedia(const llm::v1::ContentBlock& block, bool own, ObjectWriter& object, json::Writer& writer);

}  // namespace signalbox::dialect::openai_responses
