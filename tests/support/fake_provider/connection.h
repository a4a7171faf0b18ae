#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "tests/support/fake_provider/control.h"
#include "tests/support/fake_provider/http.h"
#include "tests/support/fake_provider/provider.h"

namespace signalbox::fake_provider {

/// One connection: reads a request, plays the plan of its answer, reads the next. Keeps itself alive. One thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, std::uint64_t id, Provider& provider, Control& control);

  void Start();

 private:
  void Read();
  void OnRequest();
  HttpRequest View() const;
  void AnswerControl(const HttpRequest& request);

  void Play();  // Steps from `step_` on.
  void PlayWrite(const Step& step);
  void OnWritten(const Step& step);
  void PlayWait(const Step& step);
  void PlayHold();
  void FinishAnswer();

  void WatchPeer();
  void OnPeerReadable();
  void OnPeerClosed();
  void Close();
  void Reset();
  void Abandon();

  boost::asio::ip::tcp::socket socket_;
  std::uint64_t id_;
  Provider& provider_;
  Control& control_;
  boost::asio::steady_timer timer_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  Answer answer_;
  std::size_t step_ = 0;
  std::string control_answer_;
  bool watching_ = false;
  bool closed_ = false;
};

}  // namespace signalbox::fake_provider
