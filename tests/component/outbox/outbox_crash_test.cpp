#include <array>
#include <csignal>
#include <cstdio>
#include <map>
#include <random>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/outbox/outbox.h"
#include "tests/component/outbox/fake_billing.h"
#include "tests/component/outbox/temporary_folder.h"

namespace signalbox::gateway {
namespace {

/// What a gateway said before it was killed.
struct Testimony {
  std::set<std::string> done;
  std::multiset<std::string> sent;
};

/// Runs a gateway and kills it right after it said its `lines`-th line.
Testimony RunAndKill(const std::string& path, int generation, int lines) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  std::string program = OUTBOX_CRASH_CHILD;
  std::string file = path;
  std::string name = std::to_string(generation);
  std::array<char*, 4> arguments{program.data(), file.data(), name.data(), nullptr};
  pid_t child = 0;
  const int spawned = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (spawned != 0) throw std::runtime_error("no child");

  Testimony testimony;
  FILE* const output = ::fdopen(pipe[0], "r");
  std::array<char, 256> line{};
  for (int count = 1; std::fgets(line.data(), line.size(), output) != nullptr; ++count) {
    if (count == lines) ::kill(child, SIGKILL);
    std::string text(line.data());
    text.pop_back();
    if (text.starts_with("done ")) testimony.done.insert(text.substr(5));
    if (text.starts_with("sent ")) testimony.sent.insert(text.substr(5));
  }
  std::fclose(output);
  ::waitpid(child, nullptr, 0);
  return testimony;
}

/// Opens what the killed gateways left behind and lets everything go to billing.
std::vector<std::string> SendTheRest(const std::string& path) {
  const auto book = std::make_shared<BillingBook>();
  OutboxOptions options;
  options.path = path;
  options.linger = std::chrono::milliseconds(1);
  auto outbox = Outbox::Open(options, std::make_unique<FakeBilling>(book));
  EXPECT_TRUE(outbox.ok()) << outbox.status();
  EXPECT_TRUE(book->WaitForEntries((*outbox)->Depth()));
  return book->ids();
}

TEST(OutboxCrashTest, EveryPromisedEntryReachesBillingThoughTheGatewayIsKilledAgainAndAgain) {
  const TemporaryFolder folder;
  const std::string path = folder.File("outbox.sqlite");
  std::minstd_rand random(20261101);
  std::uniform_int_distribution<int> lines(1, 1'500);
  std::set<std::string> promised;
  std::map<std::string, int> deliveries;

  for (int generation = 0; generation < 100; ++generation) {
    const Testimony testimony = RunAndKill(path, generation, lines(random));
    promised.insert(testimony.done.begin(), testimony.done.end());
    std::set<std::string> distinct(testimony.sent.begin(), testimony.sent.end());
    EXPECT_EQ(distinct.size(), testimony.sent.size()) << "one life of a gateway sent an entry twice";
    for (const std::string& id : distinct) ++deliveries[id];
  }
  for (const std::string& id : SendTheRest(path)) ++deliveries[id];

  int lost = 0;
  for (const std::string& id : promised) lost += deliveries.contains(id) ? 0 : 1;
  EXPECT_EQ(lost, 0) << "of " << promised.size();
  EXPECT_GT(promised.size(), 1'000u);
  EXPECT_EQ(SendTheRest(path).size(), 0u) << "entries that billing took were still in the file";
}

}  // namespace
}  // namespace signalbox::gateway
