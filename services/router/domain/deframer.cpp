#include "services/router/domain/deframer.h"

#include "common/sse/parser.h"

namespace signalbox::router {
namespace {

class SseDeframer final : public Deframer {
 public:
  absl::Status Feed(std::string_view bytes, absl::FunctionRef<void(const dialect::WireEvent&)> on_event) override {
    return parser_.Feed(bytes, [&](const sse::Event& event) { on_event({event.type, event.data}); });
  }
  bool BetweenEvents() const override { return !parser_.HasPartialEvent(); }

 private:
  sse::Parser parser_;
};

}  // namespace

std::unique_ptr<Deframer> NewSseDeframer() {
  return std::make_unique<SseDeframer>();
}

}  // namespace signalbox::router
