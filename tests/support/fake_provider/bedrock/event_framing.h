#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/framing.h"

namespace signalbox::fake_provider::bedrock {

/// application/vnd.amazon.eventstream: each event is one message of prelude, headers and payload, both under CRC-32.
class EventFraming : public Framing {
 public:
  std::string_view ContentType() const override { return "application/vnd.amazon.eventstream"; }
  std::string Frame(const Event& event) override;
  std::string Error(const Event& event) override;

  /// `data` is an object of one member: the event's type and its payload.
  std::string Scripted(std::string_view data) override;
  Halves MakeHalves() const override;
};

}  // namespace signalbox::fake_provider::bedrock
