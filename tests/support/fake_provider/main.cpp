#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/support/fake_provider/server.h"

namespace {

namespace asio = boost::asio;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::string port_file;
  std::string require_key;
  bool no_record = false;
  bool until_stdin_closes = false;
};

void Declare(CLI::App& app, Options& options) {
  app.add_option("--address", options.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "Port to listen on; 0 takes a free one")->capture_default_str();
  app.add_option("--port-file", options.port_file, "File to write the port to, once it listens");
  app.add_option("--require-key", options.require_key, "The only bearer key that is accepted");
  app.add_flag("--no-record", options.no_record, "Remember no requests: faster, for benchmarks");
  app.add_flag("--until-stdin-closes", options.until_stdin_closes, "Stop when standard input ends");
}

// Whoever waits for the file never sees it half written.
void WritePortFile(const std::string& path, std::uint16_t port) {
  if (path.empty()) return;
  const std::string draft = path + ".new";
  std::ofstream(draft) << port << '\n';
  std::filesystem::rename(draft, path);
}

void AllowManyConnections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void StopAtEndOf(asio::posix::stream_descriptor& input, char& byte, asio::io_context& io) {
  input.async_read_some(asio::buffer(&byte, 1), [&](boost::system::error_code error, std::size_t) {
    if (error) return io.stop();
    StopAtEndOf(input, byte, io);
  });
}

void Run(const Options& options) {
  AllowManyConnections();
  asio::io_context io(1);
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { io.stop(); });
  asio::posix::stream_descriptor input(io);
  char byte = 0;
  if (options.until_stdin_closes) {
    input.assign(STDIN_FILENO);
    StopAtEndOf(input, byte, io);
  }
  const signalbox::fake_provider::Server server(io, options.address, options.port,
                                                {options.require_key, !options.no_record});
  WritePortFile(options.port_file, server.port());
  fmt::print("listening on http://{}:{}\n", options.address, server.port());
  std::fflush(stdout);
  io.run();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app(
      "An LLM provider that answers as scripted: by words behind ';' in the model name, or through /_control.");
  Declare(app, options);
  CLI11_PARSE(app, argc, argv);
  try {
    Run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "signalbox-fake-provider: {}\n", error.what());
    return 1;
  }
  return 0;
}
