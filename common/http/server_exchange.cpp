#include "common/http/server_exchange.h"

#include <iterator>
#include <utility>

#include "common/http/connection.h"

namespace signalbox::http {

ServerExchange::ServerExchange(std::shared_ptr<EventLoop> loop, ConnectionId connection, std::uint64_t sequence,
                               http::Request request, PathParameters parameters)
    : loop_(std::move(loop)),
      connection_(connection),
      sequence_(sequence),
      request_(std::move(request)),
      parameters_(std::move(parameters)) {
  loop_->counters().ExchangeOpened();
}

ServerExchange::~ServerExchange() {
  if (ending_ == Ending::kOpen) {
    loop_->Post([loop = loop_, id = connection_, sequence = sequence_] {
      if (Connection* connection = loop->Find(id)) connection->Dropped(sequence);
    });
  }
  loop_->counters().ExchangeClosed();
}

Connection* ServerExchange::Find() const {
  Connection* connection = loop_->Find(connection_);
  return connection != nullptr && connection->Awaits(sequence_) ? connection : nullptr;
}

template <typename Work>
void ServerExchange::Perform(Work work) {
  if (loop_->InLoop() && queued_ == 0) {
    work(Find());
    return;
  }
  ++queued_;
  loop_->Post([self = shared_from_this(), work = std::move(work)]() mutable {
    --self->queued_;
    work(self->Find());
  });
}

void ServerExchange::SetHeader(std::string name, std::string value) {
  const std::lock_guard lock(mutex_);
  own_headers_.emplace_back(std::move(name), std::move(value));
}

Headers ServerExchange::WithOwnHeaders(Headers headers) {
  const std::lock_guard lock(mutex_);
  headers.insert(headers.end(), std::make_move_iterator(own_headers_.begin()),
                 std::make_move_iterator(own_headers_.end()));
  own_headers_.clear();
  return headers;
}

void ServerExchange::Respond(int status, Headers headers, std::string body) {
  Perform([this, status, headers = WithOwnHeaders(std::move(headers)),
           body = std::move(body)](Connection* connection) mutable {
    if (connection != nullptr) connection->Respond(*this, status, headers, std::move(body));
  });
}

void ServerExchange::StartStream(int status, Headers headers) {
  Perform([this, status, headers = WithOwnHeaders(std::move(headers))](Connection* connection) {
    if (connection != nullptr) connection->StartStream(*this, status, headers);
  });
}

void ServerExchange::Send(std::string bytes, std::function<void(bool taken)> done) {
  Perform([this, bytes = std::move(bytes), done = std::move(done)](Connection* connection) mutable {
    if (connection != nullptr && connection->streaming()) {
      connection->Send(*this, std::move(bytes), std::move(done));
    } else {
      loop_->Complete(std::move(done), false);
    }
  });
}

void ServerExchange::Finish() {
  Perform([](Connection* connection) {
    if (connection != nullptr) connection->Finish();
  });
}

void ServerExchange::Abort() {
  Perform([](Connection* connection) {
    if (connection != nullptr) connection->Abort();
  });
}

void ServerExchange::OnGone(std::function<void()> gone) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ == Ending::kAnswered) return;
    if (ending_ == Ending::kOpen) {
      std::swap(gone_, gone);  // The replaced callback is destroyed outside of the lock: it may own this exchange.
      return;
    }
  }
  if (gone) loop_->Post(std::move(gone));
}

void ServerExchange::Answered() {
  std::function<void()> dropped;
  const std::lock_guard lock(mutex_);
  ending_ = Ending::kAnswered;
  dropped = std::exchange(gone_, nullptr);
}

void ServerExchange::Lost() {
  std::function<void()> gone;
  {
    const std::lock_guard lock(mutex_);
    ending_ = Ending::kLost;
    gone = std::exchange(gone_, nullptr);
  }
  if (gone) gone();
}

}  // namespace signalbox::http
