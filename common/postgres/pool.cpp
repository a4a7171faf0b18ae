#include "common/postgres/pool.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "common/log/log.h"
#include "common/postgres/connection.h"
#include "common/postgres/error_map.h"
#include "common/postgres/slots.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::postgres {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr milliseconds kPingInterval{1000};
constexpr milliseconds kPingTimeout{2000};

// An idle connection may have died unnoticed. Its BEGIN fails before anything has happened, so a new one may try again.
void Begin(Slots::Slot& slot, milliseconds timeout, std::optional<pqxx::work>& transaction) {
  try {
    slot.Connected().Begin(timeout, transaction);
  } catch (const pqxx::failure&) {
    if (!slot.reused() || slot.Connected().IsOpen()) throw;
    slot.Forget();
    slot.Connected().Begin(timeout, transaction);
  }
}

absl::Status Finish(pqxx::work& transaction, absl::Status status) {
  if (status.ok()) {
    transaction.commit();
  } else {
    transaction.abort();
  }
  return status;
}

}  // namespace

struct Pool::Impl {
  explicit Impl(Options given) : options(std::move(given)) {
    const absl::StatusOr<std::string> conninfo = ConnectionString(options);
    if (conninfo.ok()) {
      slots.emplace(*conninfo, options.schema, options.max_connections);
    } else {
      health = conninfo.status();
    }
  }

  void NoteAnswer() {
    const std::scoped_lock lock(mutex);
    last_answer = SteadyClock::now();
    if (health && health->ok()) return;
    health = absl::OkStatus();
    log::Info("database answers", {{"schema", options.schema}});
  }

  // `why` may name users and hosts, so it goes to the log and not into the status.
  void NoteFailure(const absl::Status& status, const char* why) {
    const std::scoped_lock lock(mutex);
    if (!health || health->ok()) log::Warn("database is away", {{"schema", options.schema}, {"error", why}});
    health = status;
  }

  bool AnsweredLately() {
    const std::scoped_lock lock(mutex);
    return health && health->ok() && SteadyClock::now() - last_answer < kPingInterval;
  }

  absl::Status Transact(milliseconds left, Slots::Slot& slot, const std::function<absl::Status(pqxx::work&)>& body);
  absl::Status Run(const RequestContext& context, const std::function<absl::Status(pqxx::work&)>& body);
  void Monitor(const std::stop_token& stop);

  void StartMonitor() {
    std::call_once(monitor_started,
                   [this] { monitor = std::jthread([this](std::stop_token stop) { Monitor(stop); }); });
  }

  const Options options;
  std::optional<Slots> slots;  // Absent when the URL cannot be read.

  std::mutex mutex;                    // Guards health and last_answer.
  std::optional<absl::Status> health;  // Absent before the first try.
  SteadyClock::time_point last_answer;

  std::once_flag monitor_started;
  std::jthread monitor;
};

absl::Status Pool::Impl::Transact(milliseconds left, Slots::Slot& slot,
                                  const std::function<absl::Status(pqxx::work&)>& body) {
  bool answered = false;
  try {
    std::optional<pqxx::work> transaction;
    Begin(slot, left, transaction);
    answered = true;
    NoteAnswer();
    return Finish(*transaction, body(*transaction));
  } catch (const std::exception& error) {
    absl::Status status = StatusOfCurrentException();
    if (!answered && absl::IsUnavailable(status)) NoteFailure(status, error.what());
    return status;
  }
}

absl::Status Pool::Impl::Run(const RequestContext& context, const std::function<absl::Status(pqxx::work&)>& body) {
  if (!slots) return Error(absl::StatusCode::kUnavailable, "", MessageOf(*health));
  const auto deadline = SteadyClock::now() + context.Remaining(options.statement_timeout);
  ASSIGN_OR_RETURN(Slots::Slot slot, slots->Take(deadline));
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - SteadyClock::now());
  if (left <= milliseconds(0)) return Error(absl::StatusCode::kDeadlineExceeded, "", "no time left for the database");
  return Transact(left, slot, body);
}

void Pool::Impl::Monitor(const std::stop_token& stop) {
  std::mutex sleep;
  std::condition_variable_any wake;
  std::unique_lock lock(sleep);
  while (!stop.stop_requested()) {
    if (!AnsweredLately()) {
      (void)Run(RequestContext::Background(kPingTimeout), [](pqxx::work&) { return absl::OkStatus(); });
    }
    wake.wait_for(lock, stop, kPingInterval, [] { return false; });
  }
}

Pool::Pool(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Pool::~Pool() = default;

absl::Status Pool::Ready() const {
  impl_->StartMonitor();
  const std::scoped_lock lock(impl_->mutex);
  return impl_->health.value_or(Error(absl::StatusCode::kUnavailable, "", "not connected to the database yet"));
}

absl::Status Pool::Run(const RequestContext& context, const std::function<absl::Status(pqxx::work&)>& body) {
  impl_->StartMonitor();
  return impl_->Run(context, body);
}

}  // namespace signalbox::postgres
