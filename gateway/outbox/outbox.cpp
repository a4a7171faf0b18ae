#include "gateway/outbox/outbox.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <fmt/format.h>

#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "gateway/outbox/group_writer.h"
#include "gateway/outbox/outbox_file.h"
#include "gateway/outbox/sender.h"
#include "gateway/outbox/wire.h"

namespace signalbox::gateway {
namespace {

constexpr std::size_t kMaxEntryBytes = 256 * 1024;
constexpr int kMaxBatch = 1'000;  // What billing takes in one call.
constexpr int kMaxRow = 100;      // Small against a batch, so that rows fill it well.

}  // namespace

struct Outbox::Impl {
  Impl(const OutboxOptions& options, std::unique_ptr<billing::BillingClient> client, std::unique_ptr<OutboxFile> opened)
      : max_entries(static_cast<std::int64_t>(options.max_entries)),
        billing(std::move(client)),
        file(std::move(opened)),
        depth(file->entries_found()),
        sender(*file, *billing, options,
               [this](Acknowledgement answer, std::int64_t entries) {
                 writer.Acknowledge(std::move(answer));
                 Leave(entries);
               }),
        writer(
            *file, std::min(options.batch_size, kMaxRow), [this](std::int64_t entries) { Stored(entries); },
            [this](std::int64_t entries) { Leave(entries); }) {
    gauge.Set(static_cast<double>(depth));
    sender.Start();
  }

  // The sender's answers go to the writer, so it stops first; the writer's last commits still reach its object.
  ~Impl() { sender.Stop(); }

  void Stored(std::int64_t entries) {
    gauge.Set(static_cast<double>(depth.load(std::memory_order_relaxed)));
    sender.Committed(entries);
  }

  void Leave(std::int64_t entries) { gauge.Set(static_cast<double>(depth.fetch_sub(entries) - entries)); }

  const std::int64_t max_entries;
  prometheus::Gauge& gauge = metrics::Gauge("signalbox_outbox_depth", "Entries not yet taken by billing.").Add({});
  std::unique_ptr<billing::BillingClient> billing;
  std::unique_ptr<OutboxFile> file;
  std::atomic<std::int64_t> depth;
  Sender sender;
  GroupWriter writer;
};

absl::StatusOr<std::unique_ptr<Outbox>> Outbox::Open(OutboxOptions options,
                                                     std::unique_ptr<billing::BillingClient> billing) {
  if (options.batch_size < 1 || options.batch_size > kMaxBatch) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 fmt::format("outbox {}: batch_size must be 1 to {}", options.path, kMaxBatch));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<OutboxFile> file, OutboxFile::Open(options.path, options.durable_full));
  return std::unique_ptr<Outbox>(new Outbox(std::make_unique<Impl>(options, std::move(billing), std::move(file))));
}

Outbox::Outbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Outbox::~Outbox() = default;

void Outbox::Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) {
  std::string wire = ToWire(std::move(entry));
  if (wire.size() > kMaxEntryBytes) {
    return impl_->writer.Refuse(std::move(done),
                                Error(absl::StatusCode::kInvalidArgument, "", "the entry is too large"));
  }
  if (impl_->depth.fetch_add(1) < impl_->max_entries) {
    if (impl_->writer.Append(std::move(wire), done)) return;
  }
  impl_->depth.fetch_sub(1);
  impl_->writer.Refuse(std::move(done), Error(absl::StatusCode::kResourceExhausted, "", "the outbox is full"));
}

bool Outbox::Full() const {
  return impl_->depth.load(std::memory_order_relaxed) >= impl_->max_entries;
}

std::size_t Outbox::Depth() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(0, impl_->depth.load(std::memory_order_relaxed)));
}

}  // namespace signalbox::gateway
