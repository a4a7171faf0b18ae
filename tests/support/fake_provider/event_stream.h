#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/framing.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The events of one streamed answer: paced, and ended by an error where the script says so.
class EventStream {
 public:
  /// An event as the dialect sends an error mid-stream.
  struct ErrorEvent {
    std::string type;
    std::string data;
  };

  /// All must outlive the stream.
  EventStream(const Script& script, PlanBuilder& builder, Framing& framing, ErrorEvent error);

  /// An event with one token: the script's gap separates it from the token before.
  void Token(std::string_view data, std::string_view type = {});

  /// Any other event.
  void Send(std::string_view data, std::string_view type = {});

  /// The event that says the answer is whole; a script may leave it out.
  void Last(std::string_view data, std::string_view type = {});

  /// The script's own events, one a token.
  void Scripted();

  /// What the framing ends with.
  void Finish();

 private:
  void Pace();
  void Write(std::string_view bytes);
  bool FailsNow();

  const Script& script_;
  PlanBuilder& builder_;
  Framing& framing_;
  ErrorEvent error_;
  bool paced_ = false;
  bool failed_ = false;
  int sent_ = 0;
};

}  // namespace signalbox::fake_provider
