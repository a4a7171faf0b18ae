#include "common/upstream/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace signalbox::upstream {
namespace {

class PublicAddressTest : public ::testing::TestWithParam<const char*> {};
class PrivateAddressTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PublicAddressTest, IsPublic) {
  EXPECT_TRUE(IsPublicAddress(std::string(GetParam())));
}
TEST_P(PrivateAddressTest, IsNotPublic) {
  EXPECT_FALSE(IsPublicAddress(std::string(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(AddressGuard, PublicAddressTest,
                         ::testing::Values("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                                           "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
                                           "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
                                           "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
                                           "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8",
                                           "64:ff9b::808:808", "2002:808:808::1"));

INSTANTIATE_TEST_SUITE_P(
    AddressGuard, PrivateAddressTest,
    ::testing::Values("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.100.100.200",
                      "100.127.255.255", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1",
                      "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.0.1",
                      "192.168.255.255", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
                      "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                      "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
                      "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:c0a8:1::", "fc00::1", "fd00:ec2::254",
                      "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "", "localhost", "127.1"));

TEST(AddressGuardTest, ReadsSocketAddresses) {
  sockaddr_in ip4{};
  ip4.sin_family = AF_INET;
  inet_pton(AF_INET, "10.1.2.3", &ip4.sin_addr);
  EXPECT_FALSE(IsPublicAddress(reinterpret_cast<const sockaddr&>(ip4)));
  inet_pton(AF_INET, "1.2.3.4", &ip4.sin_addr);
  EXPECT_TRUE(IsPublicAddress(reinterpret_cast<const sockaddr&>(ip4)));

  sockaddr_in6 ip6{};
  ip6.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "fe80::1", &ip6.sin6_addr);
  EXPECT_FALSE(IsPublicAddress(reinterpret_cast<const sockaddr&>(ip6)));
}

TEST(AddressGuardTest, NothingButIpIsPublic) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(IsPublicAddress(reinterpret_cast<const sockaddr&>(local)));
}

}  // namespace
}  // namespace signalbox::upstream
