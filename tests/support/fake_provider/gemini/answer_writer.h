#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/gemini/answer_json.h"

namespace signalbox::fake_provider::gemini {

/// Writes one answer of generateContent, or of streamGenerateContent as SSE or as a JSON array.
class AnswerJsonWriter : public AnswerWriter {
 public:
  /// All must outlive the writer.
  AnswerJsonWriter(std::string_view model, std::string_view id, const Content& content, int candidates, bool sse)
      : json_(model, id, content, candidates), content_(content), sse_(sse) {}

  std::string Whole() override { return content_.blocked.empty() ? json_.Whole() : json_.Blocked(); }
  std::unique_ptr<Framing> MakeFraming() const override;
  void Stream(EventStream& out) override;

 private:
  void Calls(EventStream& out);
  void Last(EventStream& out) const;

  AnswerJson json_;
  const Content& content_;
  bool sse_;
  int texts_ = 0;
};

}  // namespace signalbox::fake_provider::gemini
