// A small streaming client for benchmarks: measures the time to the first token, or keeps many streams open.
//
//   stream-client --port 8080 --key sk-... --model demo --requests 500        sequential, one connection; prints JSON
//   stream-client --port 8080 --key sk-... --model slow --open 1000           opens them all, prints "open N", ends
//   with stdin

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
  int port = 0;
  std::string key;
  std::string model = "demo";
  int requests = 0;
  int open = 0;
};

[[noreturn]] void Fail(const std::string& message) {
  fmt::print(stderr, "stream-client: {}\n", message);
  std::exit(1);
}

int Connect(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) Fail("cannot connect");
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

std::string RequestText(const Arguments& arguments) {
  const std::string body =
      fmt::format(R"({{"model":"{}","stream":true,"messages":[{{"role":"user","content":"Say hello in 3 words"}}]}})",
                  arguments.model);
  return fmt::format(
      "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      arguments.key, body.size(), body);
}

// Appends what arrives; false when the peer has closed.
bool Receive(int fd, std::string& text) {
  char buffer[16 * 1024];
  const ssize_t size = recv(fd, buffer, sizeof buffer, 0);
  if (size <= 0) return false;
  text.append(buffer, static_cast<size_t>(size));
  return true;
}

// Waits until `mark` has arrived; the answer must be a 200.
void ReceiveUntil(int fd, std::string& text, std::string_view mark) {
  while (text.find(mark) == std::string::npos) {
    if (!Receive(fd, text)) Fail("the connection closed in: " + text);
  }
  if (text.compare(0, 12, "HTTP/1.1 200") != 0) Fail("unexpected answer: " + text);
}

double MicrosSince(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

double Quantile(std::vector<double>& sorted, double q) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(q * static_cast<double>(sorted.size())))];
}

void MeasureFirstToken(const Arguments& arguments) {
  const std::string request = RequestText(arguments);
  const int fd = Connect(arguments.port);
  std::vector<double> first, whole;
  for (int i = 0; i < arguments.requests; ++i) {
    std::string text;
    const Clock::time_point start = Clock::now();
    if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      Fail("cannot send");
    ReceiveUntil(fd, text, "data: ");
    first.push_back(MicrosSince(start));
    ReceiveUntil(fd, text, "data: [DONE]");
    ReceiveUntil(fd, text, "\r\n0\r\n\r\n");
    whole.push_back(MicrosSince(start));
  }
  std::sort(first.begin(), first.end());
  std::sort(whole.begin(), whole.end());
  fmt::print(R"({{"requests":{},"ttft_p50_us":{:.1f},"ttft_p99_us":{:.1f},"whole_p50_us":{:.1f}}})"
             "\n",
             arguments.requests, Quantile(first, 0.5), Quantile(first, 0.99), Quantile(whole, 0.5));
}

void KeepOpen(const Arguments& arguments) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const std::string request = RequestText(arguments);
  std::vector<int> sockets;
  for (int i = 0; i < arguments.open; ++i) {
    sockets.push_back(Connect(arguments.port));
    if (send(sockets.back(), request.data(), request.size(), MSG_NOSIGNAL) < 0) Fail("cannot send");
  }
  for (const int fd : sockets) {
    std::string text;
    ReceiveUntil(fd, text, "data: ");
  }
  fmt::print("open {}\n", sockets.size());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{"Streaming client for benchmarks"};
  app.add_option("--port", arguments.port)->required();
  app.add_option("--key", arguments.key);
  app.add_option("--model", arguments.model);
  app.add_option("--requests", arguments.requests)->check(CLI::Range(0, 100'000));
  app.add_option("--open", arguments.open)->check(CLI::Range(0, 10'000));
  CLI11_PARSE(app, argc, argv);
  if (arguments.open > 0) {
    KeepOpen(arguments);
  } else if (arguments.requests > 0) {
    MeasureFirstToken(arguments);
  }
  return 0;
}
