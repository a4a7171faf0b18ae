#include "common/upstream/poller.h"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace signalbox::upstream {
namespace {

// An eventfd that is readable stands for a socket with something to read.
class PollerTest : public ::testing::Test {
 protected:
  int Open(unsigned value) { return ::eventfd(value, EFD_CLOEXEC | EFD_NONBLOCK); }

  Poller poller_;
};

TEST_F(PollerTest, ReportsWhatIsWantedUntilItIsNot) {
  const int socket = Open(1);

  poller_.Want(socket, EPOLLIN);
  ASSERT_EQ(poller_.Wait(0).size(), 1U);
  EXPECT_EQ(poller_.Wait(0)[0].data.fd, socket);
  poller_.Want(socket, 0);

  EXPECT_TRUE(poller_.Wait(0).empty());
  ::close(socket);
}

TEST_F(PollerTest, ASocketNobodyWantsWakesTheLoopOnceAtMost) {
  const int socket = Open(0);
  poller_.Want(socket, EPOLLIN);
  poller_.Want(socket, 0);
  ::eventfd_write(socket, 1);

  EXPECT_TRUE(poller_.Wait(-1).empty());  // It returns: the registration is still there.

  // This one would return early if the socket were still watched.
  const auto before = std::chrono::steady_clock::now();
  EXPECT_TRUE(poller_.Wait(20).empty());
  EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(19));

  poller_.Want(socket, EPOLLIN);
  EXPECT_EQ(poller_.Wait(0).size(), 1U);
  ::close(socket);
}

TEST_F(PollerTest, WatchesANewSocketWithTheNumberOfAnOldOne) {
  const int old_socket = Open(1);
  poller_.Want(old_socket, EPOLLIN);
  poller_.Forget(old_socket);
  ::close(old_socket);
  const int socket = Open(1);
  ASSERT_EQ(socket, old_socket);

  poller_.Want(socket, EPOLLIN);

  EXPECT_EQ(poller_.Wait(0).size(), 1U);
  ::close(socket);
}

TEST_F(PollerTest, EveryWakeupEndsOneWait) {
  const int wakeups = Open(0);
  poller_.WatchWakeups(wakeups);

  ::eventfd_write(wakeups, 1);
  EXPECT_TRUE(poller_.Wait(-1).empty());
  ::eventfd_write(wakeups, 1);
  EXPECT_TRUE(poller_.Wait(-1).empty());

  EXPECT_TRUE(poller_.Wait(0).empty());
  ::close(wakeups);
}

}  // namespace
}  // namespace signalbox::upstream
