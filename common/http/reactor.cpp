#include "common/http/reactor.h"

#include <utility>

#include <pistache/os.h>
#include <pistache/reactor.h>

#include "common/http/event_loop.h"
#include "common/http/poller.h"

namespace signalbox::http {
namespace {

namespace aio = Pistache::Aio;
namespace polling = Pistache::Polling;
using polling::NotifyOn;

using Loops = std::vector<std::shared_ptr<EventLoop>>;

Readiness ReadinessOf(const aio::FdSet::Entry& entry) {
  // Entry hides one flag of its private base, the close of the other side. This is the one cast that may reach it.
  const auto& event = (const polling::Event&)entry;
  const bool readable = event.flags.hasFlag(NotifyOn::Read);
  const bool writable = event.flags.hasFlag(NotifyOn::Write);
  const bool closing = event.flags.hasFlag(NotifyOn::Hangup) || event.flags.hasFlag(NotifyOn::Shutdown);
  // Pistache has no word for errors: an event without any flag is one.
  return {readable, writable, closing || (!readable && !writable)};
}

class EpollPoller final : public Poller {
 public:
  void Bind(polling::Epoll& epoll) { epoll_ = &epoll; }

  void Watch(int descriptor, std::uint64_t tag) override {
    const auto interest = NotifyOn::Read | NotifyOn::Write | NotifyOn::Shutdown;
    epoll_->addFd(descriptor, Pistache::Flags<NotifyOn>(interest), polling::Tag(tag), polling::Mode::Edge);
  }
  void WatchLevel(int descriptor, std::uint64_t tag) override {
    epoll_->addFd(descriptor, Pistache::Flags<NotifyOn>(NotifyOn::Read), polling::Tag(tag), polling::Mode::Level);
  }
  void Unwatch(int descriptor) override { epoll_->removeFd(descriptor); }

 private:
  polling::Epoll* epoll_ = nullptr;
};

/// What Pistache calls on each of its threads. It makes the handlers itself by cloning one, so the clones take turns in
/// taking a loop.
class LoopHandler final : public aio::Handler {
 public:
  LoopHandler(const Loops& loops, std::shared_ptr<EventLoop> loop) : loops_(loops), loop_(std::move(loop)) {}

  std::shared_ptr<aio::Handler> clone() const override {
    return std::make_shared<LoopHandler>(loops_, loops_.at(cloned_++));
  }

  void registerPoller(polling::Epoll& epoll) override {
    poller_.Bind(epoll);
    loop_->Attach(poller_);
  }

  void onReady(const aio::FdSet& events) override {
    loop_->BeginRound();
    for (const auto& entry : events) loop_->OnEvent(entry.getTag().value(), ReadinessOf(entry));
    loop_->EndRound();
  }

 private:
  const Loops& loops_;
  const std::shared_ptr<EventLoop> loop_;
  mutable std::size_t cloned_ = 0;
  EpollPoller poller_;
};

}  // namespace

struct Reactor::Impl {
  Loops loops;
  std::shared_ptr<aio::Reactor> reactor = aio::Reactor::create();
};

Reactor::Reactor(std::vector<std::shared_ptr<EventLoop>> loops) : impl_(std::make_unique<Impl>()) {
  impl_->loops = std::move(loops);
  impl_->reactor->init(aio::AsyncContext(impl_->loops.size(), "http"));
  impl_->reactor->addHandler(std::make_shared<LoopHandler>(impl_->loops, nullptr));
}

Reactor::~Reactor() {
  impl_->reactor->shutdown();
  impl_->reactor.reset();
  for (const auto& loop : impl_->loops) loop->Detach();
}

void Reactor::Start() {
  impl_->reactor->run();
}

}  // namespace signalbox::http
