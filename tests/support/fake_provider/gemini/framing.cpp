#include "tests/support/fake_provider/gemini/framing.h"

namespace signalbox::fake_provider::gemini {

std::string ArrayFraming::Frame(const Event& event) {
  std::string out = started_ ? "\n,\r\n" : "[";
  started_ = true;
  out += event.data;
  return out;
}

Halves ArrayFraming::MakeHalves() const {
  Halves halves;
  halves.event.append("\n,\r\n").append(kHalf);
  halves.json.append(halves.event).append("\n]");
  return halves;
}

}  // namespace signalbox::fake_provider::gemini
