#pragma once

#include <string>
#include <string_view>

#include "common/dialect/extra_fields.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// The kept fields of a request by the object they stand in. Empty for a request of another dialect.
class RequestFields {
 public:
  RequestFields(const llm::v1::Conversation& from, bool own);

  /// A JSON object; empty when there is none.
  const std::string& top_level() const { return top_level_; }

  /// Whether `safety_identifier` is all that names the caller's user.
  bool names_user() const { return names_user_; }

  /// How the caller said that it wants no stream, JSON; empty when it did not.
  const std::string& no_stream() const { return no_stream_; }

  /// Whether something stands for an input that is absent.
  bool HasInputStandIn() const { return has_stand_in_; }

  /// `text` and `reasoning`, if there is anything to say.
  void WriteText(ObjectWriter& object, json::Writer& writer) const;
  void WriteReasoning(ObjectWriter& object, json::Writer& writer) const;

 private:
  void Sort(std::string_view fields, bool is_form);

  const llm::v1::Conversation& from_;
  const bool own_;
  ExtraFields kept_;
  ExtraFields kept_text_;
  ExtraFields kept_reasoning_;
  std::string top_level_;
  std::string text_;
  std::string reasoning_;
  std::string no_stream_;
  bool names_user_ = false;
  bool has_stand_in_ = false;
};

}  // namespace signalbox::dialect::openai_responses
