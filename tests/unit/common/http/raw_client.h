#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::http {

/// What a client received as one answer.
struct RawResponse {
  int status = 0;      ///< 0: the connection ended before a head was complete.
  std::string head;    ///< With its status line, in lower case, without the empty line.
  std::string body;    ///< Decoded of chunks.
  bool whole = false;  ///< The body ended as its head had promised.

  /// The value of a header (lower case), empty when it is missing.
  std::string Header(std::string_view name) const;
};

/// A client that writes and reads bytes as it is told. Everything that waits gives up after ten seconds, which shows as
/// a missing answer.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0, const std::string& address = "127.0.0.1");
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return descriptor_ >= 0; }

  /// The connection ended in a reset.
  bool was_reset() const { return reset_; }

  /// False when the server does not take the bytes any more.
  bool Write(std::string_view bytes);

  /// Whether there is something to read by now.
  bool HasInput() const;

  /// One answer. `to_head`: of a request with method HEAD, so that no body follows.
  RawResponse Read(bool to_head = false);

  /// Bytes up to and including `mark`, or what came before the end.
  std::string ReadUntil(std::string_view mark);

  /// Everything up to the end of the connection.
  std::string ReadAll();

  /// Waits for the end of the connection; false when bytes come instead, or nothing.
  bool AwaitClose();

  void CloseOrderly();
  void CloseWithReset();
  void FinishWriting();

 private:
  bool Fill();
  std::string Take(std::size_t size);
  bool ReadChunks(std::string& body);

  int descriptor_ = -1;
  std::string received_;
  bool ended_ = false;
  bool reset_ = false;
};

/// "GET path HTTP/1.1" with a Host and more header lines, each with its CRLF.
std::string Get(std::string_view path, std::string_view header_lines = "");

/// A POST with a body of stated length.
std::string Post(std::string_view path, std::string_view body, std::string_view header_lines = "");

}  // namespace signalbox::http
