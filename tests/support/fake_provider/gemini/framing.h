#pragma once

#include "tests/support/fake_provider/framing.h"

namespace signalbox::fake_provider::gemini {

/// What half an event looks like.
inline constexpr std::string_view kHalf = R"({"candidates":[{"cont)";

/// The form without alt=sse: one JSON array, sent element by element.
class ArrayFraming : public Framing {
 public:
  std::string_view ContentType() const override { return "application/json; charset=UTF-8"; }
  std::string Frame(const Event& event) override;
  std::string End() override { return started_ ? "\n]" : "[]"; }
  Halves MakeHalves() const override;

 private:
  bool started_ = false;
};

}  // namespace signalbox::fake_provider::gemini
