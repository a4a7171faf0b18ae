#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/common/upstream/client_fixture.h"

namespace signalbox::upstream {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

using ClientFailureTest = ClientTest;

/// Where TCP connects and nobody ever says a word.
class SilentListener {
 public:
  SilentListener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address_), sizeof(address_));
    ::listen(socket_, 1);
    socklen_t size = sizeof(address_);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address_), &size);
  }
  ~SilentListener() { ::close(socket_); }

  int port() const { return ntohs(address_.sin_port); }

  bool HasCaller() const {
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 1;
  }

 private:
  int socket_;
  sockaddr_in address_{};
};

TEST_F(ClientFailureTest, RefusedConnection) {
  Request request = Chat("m");
  request.url = "http://127.0.0.1:1/v1/chat/completions";

  const auto result = Start(std::move(request))->WaitDone();

  ASSERT_TRUE(result);
  EXPECT_EQ(result->failure, Failure::kConnect);
  EXPECT_THAT(result->detail, HasSubstr("127.0.0.1"));
  EXPECT_EQ(result->first_byte.count(), 0);
}

TEST_F(ClientFailureTest, WhatCannotBeSentIsNotSent) {
  Request url = Chat("m");
  url.url = "gopher://127.0.0.1/";
  Request header = Chat("m");
  header.headers = {{"x-a", "1\r\nx-b: 2"}};
  Request method = Chat("m");
  method.method = "GET /x HTTP/1.1\r\nx-y:";

  EXPECT_EQ(Start(std::move(url))->WaitFailure(), Failure::kConnect);
  EXPECT_EQ(Start(std::move(header))->WaitFailure(), Failure::kConnect);
  EXPECT_EQ(Start(std::move(method))->WaitFailure(), Failure::kConnect);
  EXPECT_THAT(provider_.Requests(), IsEmpty());
}

TEST_F(ClientFailureTest, PrivateAddressIsForbiddenHoweverItIsWritten) {
  for (const char* host : {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
    Request request = Chat("m");
    request.allow_private = false;
    request.url = "http://" + std::string(host) + ":" + std::to_string(provider_.port()) + "/v1/chat/completions";
    EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kForbidden) << host;
  }
  EXPECT_THAT(provider_.Requests(), IsEmpty());
}

TEST_F(ClientFailureTest, AForbiddenAddressIsNotEvenConnectedTo) {
  const SilentListener listener;
  Request request = Chat("m");
  request.allow_private = false;
  request.url = "http://127.0.0.1:" + std::to_string(listener.port());

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kForbidden);
  EXPECT_FALSE(listener.HasCaller());
}

TEST_F(ClientFailureTest, AnOpenConnectionToAPrivateAddressServesOnlyThoseWhoMayUseIt) {
  EXPECT_EQ(Start(Chat("m"))->WaitFailure(), Failure::kNone);
  Request request = Chat("second");
  request.allow_private = false;

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kForbidden);
  EXPECT_THAT(provider_.Requests("second"), IsEmpty());
}

TEST_F(ClientFailureTest, PlainTextBehindHttps) {
  Request request = Chat("m");
  request.url.replace(0, 4, "https");

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kTls);
}

TEST_F(ClientFailureTest, ConnectionThatIsNeverComplete) {
  const SilentListener listener;
  Request request = Chat("m");
  request.url = "https://127.0.0.1:" + std::to_string(listener.port());
  request.connect_timeout = 30ms;

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kConnectTimeout);
}

TEST_F(ClientFailureTest, NoHeadInTime) {
  Request request = Chat("m;stall=0");
  request.first_byte_timeout = 30ms;

  const auto observer = Start(std::move(request));

  EXPECT_EQ(observer->WaitFailure(), Failure::kFirstByteTimeout);
  EXPECT_TRUE(provider_.Wait("m", "closed"));
}

TEST_F(ClientFailureTest, HeadButNoBodyInTime) {
  Request request = Chat("m;stall=1", true);
  request.first_byte_timeout = 30ms;

  const auto observer = Start(std::move(request));

  EXPECT_EQ(observer->WaitFailure(), Failure::kFirstByteTimeout);
  EXPECT_EQ(observer->WaitHead().status, 200);
}

TEST_F(ClientFailureTest, SilenceInMidStream) {
  Request request = Chat("m;stall=3", true);
  request.idle_timeout = 30ms;

  const auto observer = Start(std::move(request));

  EXPECT_EQ(observer->WaitFailure(), Failure::kIdleTimeout);
  EXPECT_THAT(observer->body(), HasSubstr("Hello"));
  EXPECT_TRUE(provider_.Wait("m", "closed"));
}

TEST_F(ClientFailureTest, AStreamMayTakeLongerThanItsIdleTimer) {
  Request request = Chat("m;gap=20ms;tokens=15", true);
  request.idle_timeout = 200ms;

  const auto result = Start(std::move(request))->WaitDone();

  ASSERT_TRUE(result);
  EXPECT_EQ(result->failure, Failure::kNone);
  EXPECT_GT(result->duration, 200ms);
}

TEST_F(ClientFailureTest, NotCompleteInTime) {
  Request request = Chat("m;gap=1ms;tokens=5000", true);
  request.total_timeout = 50ms;

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kTotalTimeout);
  EXPECT_TRUE(provider_.Wait("m", "closed"));
}

TEST_F(ClientFailureTest, ClosedOrResetBeforeTheHead) {
  EXPECT_EQ(Start(Chat("m;cut=head"))->WaitFailure(), Failure::kCut);
  EXPECT_EQ(Start(Chat("m;cut=head;how=rst"))->WaitFailure(), Failure::kCut);
}

TEST_F(ClientFailureTest, ClosedOrResetInMidStream) {
  const auto closed = Start(Chat("m;cut=after:2", true));
  EXPECT_EQ(closed->WaitFailure(), Failure::kCut);
  EXPECT_THAT(closed->body(), HasSubstr("Hello"));

  const auto reset = Start(Chat("m;cut=after:2;how=rst;first=10ms", true));
  EXPECT_EQ(reset->WaitFailure(), Failure::kCut);
}

TEST_F(ClientFailureTest, BodyShorterThanAnnounced) {
  EXPECT_EQ(Start(Chat("m;cut=bytes:10"))->WaitFailure(), Failure::kCut);
}

TEST_F(ClientFailureTest, AHeadWithoutEnd) {
  provider_.Script(R"({"model":"m","headers":{"x-large":")" + std::string(90'000, 'x') + R"(","x-larger":")" +
                   std::string(90'000, 'x') + R"(","x-largest":")" + std::string(90'000, 'x') + R"("}})");

  EXPECT_EQ(Start(Chat("m"))->WaitFailure(), Failure::kCut);
}

}  // namespace
}  // namespace signalbox::upstream
