#include "services/identity/storage/pg_key_feed.h"

#include "common/log/log.h"
#include "common/status/error.h"
#include "services/identity/storage/key_announcement.h"

namespace signalbox::identity {
namespace {

constexpr char kReadRevision[] = "SELECT value FROM key_revision";
constexpr std::chrono::milliseconds kReadTimeout{1000};
constexpr std::chrono::milliseconds kRetry{100};

}  // namespace

PgKeyFeed::PgKeyFeed(const postgres::Options& options, postgres::Pool& pool, KeyChangeSink& sink)
    : pool_(pool),
      sink_(sink),
      listener_(
          options, kKeyChannel, [this](const std::string& payload) { Hear(payload); }, [this] { Open(); },
          [this] { sink_.Lost(); }) {}

PgKeyFeed::~PgKeyFeed() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  stop_.notify_all();
}

// The listener hears already, so nothing can fall between the revision that is read here and the first announcement.
void PgKeyFeed::Open() {
  do {
    const absl::StatusOr<std::int64_t> revision = pool_.InTransaction(
        RequestContext::Background(kReadTimeout), [](pqxx::work& transaction) -> absl::StatusOr<std::int64_t> {
          return transaction.exec1(kReadRevision)[0].as<std::int64_t>();
        });
    if (revision.ok()) return sink_.Opened(*revision);
    log::Warn("cannot read the revision of keys", {{"error", MessageOf(revision.status())}});
  } while (Wait());
}

void PgKeyFeed::Hear(const std::string& payload) {
  const absl::StatusOr<KeyChange> change = ParseAnnouncement(payload);
  if (change.ok()) return sink_.Changed(*change);
  // Somebody else's, or a newer version's: what it meant to say is missed, and listeners must know.
  log::Error("unreadable announcement of changed keys", {{"bytes", static_cast<std::int64_t>(payload.size())}});
  sink_.Lost();
  Open();
}

bool PgKeyFeed::Wait() {
  std::unique_lock lock(mutex_);
  return !stop_.wait_for(lock, kRetry, [this] { return stopped_; });
}

}  // namespace signalbox::identity
