#include "tests/support/fake_provider/control.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "common/status/error.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider {
namespace {

int CountOr(const std::string& text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void Fail(const Control::Respond& respond, int status, std::string_view message) {
  respond(status, fmt::format(R"({{"error":{}}})", Quoted(message)));
}

}  // namespace

Control::Control(boost::asio::io_context& io, Provider& provider) : io_(io), provider_(provider) {
  provider_.recorder().SetListener([this] { WakeWaiters(); });
}

void Control::Handle(const HttpRequest& request, Respond respond) {
  const std::string route = fmt::format("{} {}", request.method, request.Path());
  if (route == "POST /_control/scripts") return AddScript(request, respond);
  if (route == "POST /_control/release") return Release(request, respond);
  if (route == "GET /_control/requests") return List(request, respond);
  if (route == "GET /_control/wait") return Wait(request, std::move(respond));
  if (route == "GET /_control/service_account") {
    return respond(200, provider_.tokens().KeyFile(fmt::format("http://{}/token", request.Header("host"))));
  }
  if (route == "DELETE /_control/requests") {
    provider_.recorder().Clear();
  } else if (route == "DELETE /_control/scripts") {
    provider_.scripts().Clear();
  } else {
    return Fail(respond, 404, "no such control endpoint: " + route);
  }
  respond(200, "{}");
}

void Control::AddScript(const HttpRequest& request, const Respond& respond) {
  const absl::Status added = provider_.scripts().Add(request.body);
  if (!added.ok()) return Fail(respond, 400, MessageOf(added));
  respond(200, "{}");
}

void Control::Release(const HttpRequest& request, const Respond& respond) {
  const int released = provider_.gates().Release(request.Query("model"), CountOr(request.Query("times"), 1));
  if (released == 0) return Fail(respond, 404, "no answer of that model holds anywhere");
  respond(200, fmt::format(R"({{"released":{}}})", released));
}

void Control::List(const HttpRequest& request, const Respond& respond) {
  std::string json = "[";
  for (const auto& record : provider_.recorder().Of(request.Query("model"))) {
    if (json.size() > 1) json += ',';
    json += ToJson(*record);
  }
  respond(200, json + "]");
}

void Control::Wait(const HttpRequest& request, Respond respond) {
  const std::string model = request.Query("model");
  const std::string event = request.Query("event");
  const auto count = static_cast<std::size_t>(std::max(CountOr(request.Query("count"), 1), 1));
  const std::string found = Find(model, event, count);
  if (!found.empty()) return respond(200, found);
  const auto timeout = std::chrono::milliseconds(CountOr(request.Query("timeout_ms"), 5'000));
  const std::uint64_t id = ++last_waiter_;
  Waiter waiter{model, event, count, std::move(respond), boost::asio::steady_timer(io_, timeout)};
  waiters_.emplace(id, std::move(waiter))
      .first->second.timer.async_wait([this, id](boost::system::error_code cancelled) {
        if (!cancelled) GiveUp(id);
      });
}

void Control::GiveUp(std::uint64_t waiter) {
  const auto found = waiters_.find(waiter);
  if (found == waiters_.end()) return;  // It was answered while its timer ran out.
  const Respond respond = std::move(found->second.respond);
  waiters_.erase(found);
  Fail(respond, 408, "it did not happen in time");
}

std::string Control::Find(std::string_view model, std::string_view event, std::size_t count) const {
  for (const auto& record : provider_.recorder().Of(model)) {
    if (Reached(*record, event) && --count == 0) return ToJson(*record);
  }
  return {};
}

void Control::WakeWaiters() {
  for (auto next = waiters_.begin(); next != waiters_.end();) {
    const auto current = next++;
    Waiter& waiter = current->second;
    const std::string found = Find(waiter.model, waiter.event, waiter.count);
    if (found.empty()) continue;
    const Respond respond = std::move(waiter.respond);
    waiters_.erase(current);
    respond(200, found);
  }
}

}  // namespace signalbox::fake_provider
