#include "gateway/operations/readiness.h"

#include "common/json/writer.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::milliseconds kCheckTimeout{500};

std::string_view Word(bool ok) {
  return ok ? "ok" : "unavailable";
}

}  // namespace

/// The answers to one request, needed services first. Each is written by one callback, read by the last.
struct Readiness::Round {
  std::shared_ptr<Call> call;
  std::vector<char> serving;
  std::atomic<std::size_t> left;
};

Readiness::Readiness(Peers needed, Peers useful, std::shared_ptr<const Ledger> ledger)
    : needed_(std::move(needed)), useful_(std::move(useful)), ledger_(std::move(ledger)) {}

void Readiness::Answer(std::shared_ptr<Call> call) {
  Peers all = needed_;
  all.insert(all.end(), useful_.begin(), useful_.end());
  const auto round = std::make_shared<Round>();
  round->call = std::move(call);
  round->serving.assign(all.size(), 0);
  round->left = all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i]->Check(kCheckTimeout, [self = shared_from_this(), round, i](bool serving) {
      round->serving[i] = serving ? 1 : 0;
      if (round->left.fetch_sub(1) == 1) self->Finish(*round);
    });
  }
}

void Readiness::Finish(const Round& round) const {
  const bool room = !ledger_->Full();
  bool ready = room && !draining_.load();
  bool degraded = false;
  json::Writer dependencies;
  dependencies.BeginObject();
  for (std::size_t i = 0; i < round.serving.size(); ++i) {
    const bool serving = round.serving[i] != 0;
    const bool is_needed = i < needed_.size();
    const PeerHealth& peer = is_needed ? *needed_[i] : *useful_[i - needed_.size()];
    dependencies.Key(peer.name()).String(Word(serving));
    ready = ready && (serving || !is_needed);
    degraded = degraded || !serving;
  }
  dependencies.Key("outbox").String(room ? "ok" : "full").EndObject();

  const std::string_view status = draining_.load() ? "draining" : !ready ? "unavailable" : degraded ? "degraded" : "ok";
  json::Writer body;
  body.BeginObject().Key("status").String(status).Key("dependencies").Raw(dependencies.text()).EndObject();
  round.call->Respond(ready ? 200 : 503, {{"content-type", "application/json"}}, body.Take());
}

}  // namespace signalbox::gateway
