#include "tests/support/fake_provider/process.h"

#include <array>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/fake_provider/control_client.h"

extern char** environ;

namespace signalbox::test {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe MakePipe() {
  std::array<int, 2> ends{};
  // Closed in every other program we start: the provider must see the end when this process goes.
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

std::string Encode(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

FakeProvider::FakeProvider(const std::vector<std::string>& arguments) {
  Spawn(arguments);
  ReadAddress();
}

FakeProvider::~FakeProvider() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  ::close(stdin_);
  ::close(stdout_);
}

void FakeProvider::Spawn(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {SIGNALBOX_FAKE_PROVIDER, "--until-stdin-closes"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const Pipe input = MakePipe();
  const Pipe output = MakePipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO);
  const int error = ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(input.read);
  ::close(output.write);
  stdin_ = input.write;
  stdout_ = output.read;
  if (error != 0) throw std::runtime_error(fmt::format("cannot start {}", SIGNALBOX_FAKE_PROVIDER));
}

void FakeProvider::ReadAddress() {
  std::string line;
  char byte = 0;
  while (::read(stdout_, &byte, 1) == 1 && byte != '\n') line.push_back(byte);
  const std::size_t url = line.find("http://");
  if (url == std::string::npos) throw std::runtime_error("the fake provider did not start: " + line);
  base_url_ = line.substr(url);
  port_ = static_cast<std::uint16_t>(std::stoi(base_url_.substr(base_url_.rfind(':') + 1)));
}

void FakeProvider::Script(std::string_view json) const {
  ControlClient(port_).Expect("POST", "/_control/scripts", json);
}

void FakeProvider::ClearScripts() const {
  ControlClient(port_).Expect("DELETE", "/_control/scripts");
}

std::string FakeProvider::ServiceAccount() const {
  return ControlClient(port_).Expect("GET", "/_control/service_account");
}

bool FakeProvider::Release(std::string_view model, int times) const {
  const std::string target = fmt::format("/_control/release?model={}&times={}", Encode(model), times);
  return ControlClient(port_).Send("POST", target).status == 200;
}

std::vector<RecordedRequest> FakeProvider::Requests(std::string_view model) const {
  return ParseRecords(ControlClient(port_).Expect("GET", "/_control/requests?model=" + Encode(model)));
}

void FakeProvider::ClearRequests() const {
  ControlClient(port_).Expect("DELETE", "/_control/requests");
}

std::optional<RecordedRequest> FakeProvider::Wait(std::string_view model, std::string_view event, int count,
                                                  std::chrono::milliseconds timeout) const {
  const std::string target = fmt::format("/_control/wait?model={}&event={}&count={}&timeout_ms={}", Encode(model),
                                         Encode(event), count, timeout.count());
  const ControlClient::Answer answer = ControlClient(port_).Send("GET", target);
  if (answer.status == 408) return std::nullopt;
  return ParseRecord(answer.body);
}

std::string RecordedRequest::Header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? "" : found->second;
}

}  // namespace signalbox::test
