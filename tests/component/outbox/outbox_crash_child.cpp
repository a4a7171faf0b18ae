// A gateway that lives until it is killed: appends entries as fast as it can and says what it was promised.
//
//   outbox_crash_child OUTBOX_FILE GENERATION
//
// Writes one line a fact to standard output: "done ID" when the outbox promised to keep an entry, "sent ID" when
// billing has it. Lines are single writes, so a kill never tears one.

#include <cstdlib>
#include <semaphore>

#include <fmt/format.h>
#include <unistd.h>

#include "gateway/outbox/outbox.h"

namespace signalbox::gateway {
namespace {

void Say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
}

class TalkativeBilling : public billing::BillingClient {
 public:
  TalkativeBilling() : BillingClient(nullptr) {}

  absl::StatusOr<billing::v1::RecordResponse> Record(const RequestContext&,
                                                     const billing::v1::RecordRequest& request) override {
    for (const auto& entry : request.entries()) Say("sent " + entry.entry_id() + "\n");
    return billing::v1::RecordResponse();
  }
};

int AppendForEver(const std::string& path, const std::string& generation) {
  OutboxOptions options;
  options.path = path;
  options.linger = std::chrono::milliseconds(1);
  auto outbox = Outbox::Open(options, std::make_unique<TalkativeBilling>());
  if (!outbox.ok()) return 1;

  std::counting_semaphore<64> window(64);
  for (int i = 0;; ++i) {
    window.acquire();
    billing::v1::Entry entry;
    entry.set_entry_id(fmt::format("{}-{}", generation, i));
    (*outbox)->Append(entry, [&window, id = entry.entry_id()](const absl::Status& status) {
      if (status.ok()) Say("done " + id + "\n");
      window.release();
    });
  }
}

}  // namespace
}  // namespace signalbox::gateway

int main(int argc, char** argv) {
  return argc == 3 ? signalbox::gateway::AppendForEver(argv[1], argv[2]) : 2;
}
