#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/plan.h"

namespace signalbox::fake_provider {

/// One event of a stream, not yet framed.
struct Event {
  std::string_view type;  ///< Empty where the dialect's events have none outside their data.
  std::string_view data;
};

/// How the events of one stream become bytes. One object for one answer.
class Framing {
 public:
  virtual ~Framing() = default;

  virtual std::string_view ContentType() const = 0;
  virtual std::string Frame(const Event& event) = 0;

  /// An error in place of an event. Nothing follows it but what End() says.
  virtual std::string Error(const Event& event) { return Frame(event); }

  /// An event whose data a script gave as it is.
  virtual std::string Scripted(std::string_view data) { return Frame({{}, data}); }

  /// What follows the last event.
  virtual std::string End() { return {}; }

  virtual Halves MakeHalves() const = 0;
};

/// `data: ...`, with `event: <type>` before it where there is a type, as OpenAI and Anthropic frame events.
class SseFraming : public Framing {
 public:
  /// `half` is the beginning of an event's JSON.
  explicit SseFraming(std::string_view half, std::string_view line_break = "\n")
      : half_(half), line_break_(line_break) {}

  std::string_view ContentType() const override { return "text/event-stream; charset=utf-8"; }
  std::string Frame(const Event& event) override;
  Halves MakeHalves() const override;

 private:
  std::string_view half_;
  std::string_view line_break_;
};

/// As SseFraming; the type of a scripted event is the member `type` of its data.
class TypedSseFraming : public SseFraming {
 public:
  using SseFraming::SseFraming;
  std::string Scripted(std::string_view data) override;
};

}  // namespace signalbox::fake_provider
