#include <gtest/gtest.h>

#include "common/crypto/secret.h"
#include "common/status/error.h"

namespace signalbox::crypto {
namespace {

Sealer NewSealer() {
  return *Sealer::Create(Base64Url(RandomBytes(32)));
}

TEST(SealerTest, OpensWhatItSealedForTheSamePurpose) {
  const Sealer sealer = NewSealer();

  EXPECT_EQ(*sealer.Open("row-1", sealer.Seal("row-1", "secret")), "secret");
  EXPECT_EQ(*sealer.Open("", sealer.Seal("", "")), "");
}

TEST(SealerTest, RefusesAnotherPurpose) {
  const Sealer sealer = NewSealer();

  EXPECT_EQ(sealer.Open("row-2", sealer.Seal("row-1", "secret")).status().code(), absl::StatusCode::kDataLoss);
}

TEST(SealerTest, RefusesAnotherKey) {
  EXPECT_EQ(NewSealer().Open("row", NewSealer().Seal("row", "secret")).status().code(), absl::StatusCode::kDataLoss);
}

TEST(SealerTest, RefusesEveryChangedOrMissingByte) {
  const Sealer sealer = NewSealer();
  const std::string sealed = sealer.Seal("row", "secret");

  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(sealer.Open("row", changed).ok()) << "byte " << i;
    EXPECT_FALSE(sealer.Open("row", sealed.substr(0, i)).ok()) << "cut at " << i;
  }
}

TEST(SealerTest, NeverSealsTheSameWayTwiceNorShowsThePlainText) {
  const Sealer sealer = NewSealer();

  EXPECT_NE(sealer.Seal("row", "secret"), sealer.Seal("row", "secret"));
  EXPECT_EQ(sealer.Seal("row", "secret").find("secret"), std::string::npos);
}

TEST(SealerTest, RefusesAKeyOfTheWrongLengthWithoutShowingIt) {
  for (const std::string& key :
       {std::string(), Base64Url(RandomBytes(31)), Base64Url(RandomBytes(33)), std::string("k+")}) {
    const absl::Status status = Sealer::Create(key).status();

    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(MessageOf(status), "a sealing key is 32 bytes written as 43 base64url characters");
  }
}

}  // namespace
}  // namespace signalbox::crypto
