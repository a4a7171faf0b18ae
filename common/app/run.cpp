#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include "common/app/local_sockets.h"
#include "common/app/main.h"
#include "common/app/options.h"
#include "common/app/process.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::app {
namespace {

constexpr char kVersion[] = SIGNALBOX_VERSION;

struct CommandLine {
  std::string config;
  std::string command = "serve";
  bool check_config = false;
  bool print_config = false;
};

std::set<std::string> NamesOf(const std::vector<ModuleType>& types) {
  std::set<std::string> names;
  for (const ModuleType& type : types) names.insert(type.name);
  return names;
}

// Blocked before any thread starts, so that only WaitForSignal() ever sees them.
sigset_t BlockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Every connection is a descriptor; the usual soft limit of 1,024 is for programs that use select().
void RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int WaitForSignal(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

absl::Status Serve(Process& process) {
  const sigset_t signals = BlockStopSignals();
  RaiseDescriptorLimit();
  absl::Status status = process.Start();
  if (status.ok()) {
    log::Info("serving", {{"version", kVersion}});
    log::Info("stopping", {{"signal", WaitForSignal(signals)}});
  }
  process.Stop();
  if (status.ok()) log::Info("stopped");
  return status;
}

absl::Status ForEach(const std::vector<ModuleType>& types, config::File& file,
                     std::function<absl::Status(config::Reader)> ModuleType::*step) {
  for (const ModuleType& type : types) {
    if (type.*step) RETURN_IF_ERROR((type.*step)(file.Section(type.name)));
  }
  return absl::OkStatus();
}

absl::Status Execute(const std::vector<ModuleType>& types, const CommandLine& line) {
  ASSIGN_OR_RETURN(config::File file, config::File::Load(line.config));
  ASSIGN_OR_RETURN(Options options, Options::Read(file, NamesOf(types)));
  log::SetLevel(options.log_level);
  if (line.command == "migrate") return ForEach(types, file, &ModuleType::migrate);
  if (line.command == "bootstrap") return ForEach(types, file, &ModuleType::bootstrap);

  Channels channels(options.peers, options.tls, NamesOf(types));
  Process process(std::move(options), std::move(channels));
  RETURN_IF_ERROR(process.Create(types, file));
  if (line.print_config) {
    std::cout << file.Print();
    return absl::OkStatus();
  }
  if (line.check_config) {
    std::cout << "configuration ok\n";
    return absl::OkStatus();
  }
  return Serve(process);
}

}  // namespace

int Run(const std::vector<ModuleType>& types, int argc, char** argv) {
  CommandLine line;
  CLI::App app{"Signalbox " + std::string(kVersion)};
  app.add_option("command", line.command, "serve, migrate (bring the schemas up to date) or bootstrap (first start)")
      ->check(CLI::IsMember({"serve", "migrate", "bootstrap"}))
      ->capture_default_str();
  app.add_option("-c,--config", line.config, "configuration file (YAML)")->check(CLI::ExistingFile);
  app.add_flag("--check-config", line.check_config, "validate the configuration and exit");
  app.add_flag("--print-config", line.print_config, "show the configuration as read, without secrets, and exit");
  app.set_version_flag("--version", kVersion);
  CLI11_PARSE(app, argc, argv);

  const absl::Status status = Execute(types, line);
  RemoveLocalSockets();
  log::Flush();
  if (status.ok()) return 0;
  std::cerr << argv[0] << ": " << MessageOf(status) << "\n";
  return 1;
}

}  // namespace signalbox::app
