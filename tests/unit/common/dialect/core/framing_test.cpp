#include "common/dialect/framing.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(Framing, AnEventsDataIsOneLineHoweverItsJsonWasSpread) {
  std::string out;
  Framer(Framing::kSse).Append(out, "{\n\"a\":\r\n1}\n", "delta");

  EXPECT_EQ(out, "event: delta\ndata: { \"a\":  1} \n\n");
}

TEST(Framing, AJsonArrayHasAnElementAnEventAndIsClosedAtTheEnd) {
  std::string out;
  Framer framer(Framing::kJsonArray);
  framer.Append(out, "1");
  framer.Append(out, "2");
  framer.End(out);

  EXPECT_EQ(out, "[1,\n2]\n");
}

}  // namespace
}  // namespace signalbox::dialect
