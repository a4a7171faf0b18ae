#include "tests/unit/common/http/server_fixture.h"

#include <stdexcept>
#include <utility>

#include <poll.h>

namespace signalbox::http {
namespace {

void Echo(const std::shared_ptr<Exchange>& exchange) {
  const Request& request = exchange->Request();
  exchange->Respond(200, {{"content-type", "text/plain"}},
                    request.method + " " + request.path + " " + request.query + " " + request.body);
}

void Large(const std::shared_ptr<Exchange>& exchange) {
  exchange->Respond(200, {}, std::string(std::stoul(exchange->Request().query), 'x'));
}

std::pair<Headers, std::string> Render(const Refused& refused) {
  std::string text = std::to_string(refused.status) + " " + std::string(refused.message);
  if (!refused.request_id.empty()) text += " " + std::string(refused.path) + " " + std::string(refused.request_id);
  return {{{"content-type", "text/plain"}}, std::move(text)};
}

}  // namespace

bool Eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    poll(nullptr, 0, 1);
  }
  return true;
}

ServerTest::ServerTest() {
  options_.port = 0;
  for (const char* method : {"GET", "POST"}) {
    router_.Add(method, "/echo", Echo);
    router_.Add(method, "/take", [this](std::shared_ptr<Exchange> exchange) { taken_.Put(std::move(exchange)); });
  }
  router_.Add("GET", "/large", Large);
  router_.Add("GET", "/throw", [](const std::shared_ptr<Exchange>&) { throw std::runtime_error("on purpose"); });
  router_.Add("GET", "/drop", [](const std::shared_ptr<Exchange>&) {});
}

ServerTest::~ServerTest() = default;

void ServerTest::Start() {
  server_ = std::make_unique<Server>(options_, std::move(router_), Render);
  const absl::Status status = server_->Start();
  ASSERT_TRUE(status.ok()) << status;
}

RawClient ServerTest::Client(int receive_buffer_bytes) {
  if (!server_) Start();
  return RawClient(server_->port(), receive_buffer_bytes);
}

std::shared_ptr<Exchange> ServerTest::Take(RawClient& client) {
  client.Write(Get("/take"));
  return taken_.Take().value_or(nullptr);
}

bool ServerTest::NothingIsOpen() {
  return Eventually([this] {
    const ServerStats stats = server_->Stats();
    return stats.exchanges_open == 0 && stats.connections_open == 0;
  });
}

}  // namespace signalbox::http
