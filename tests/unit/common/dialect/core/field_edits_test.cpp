#include "common/dialect/field_edits.h"

#include <gtest/gtest.h>

#include "common/dialect/framing.h"

namespace signalbox::dialect {
namespace {

using Action = FieldEdit::Action;

std::string Edited(std::string_view body, std::vector<FieldEdit> edits) {
  return EditFields(body, edits).value_or("refused");
}

TEST(EditFields, EveryByteThatIsNotNamedStays) {
  EXPECT_EQ(Edited("{ \"b\" : 1.0,\n \"a\":{\"b\":2} , \"b2\":[] }", {{"a", Action::kSet, "7"}}),
            "{ \"b\" : 1.0,\n \"a\":7 , \"b2\":[] }");
}

TEST(EditFields, RemovingLeavesNoCommaBehind) {
  EXPECT_EQ(Edited("{\"a\":1,\"b\":2,\"c\":3}", {{"a"}}), "{\"b\":2,\"c\":3}");
  EXPECT_EQ(Edited("{\"a\":1,\"b\":2,\"c\":3}", {{"b"}}), "{\"a\":1,\"c\":3}");
  EXPECT_EQ(Edited("{\"a\":1,\"b\":2,\"c\":3}", {{"c"}}), "{\"a\":1,\"b\":2}");
  EXPECT_EQ(Edited("{\"a\":1,\"b\":2,\"c\":3}", {{"a"}, {"b"}}), "{\"c\":3}");
  EXPECT_EQ(Edited("{\"a\":1,\"b\":2,\"c\":3}", {{"a"}, {"c"}}), "{\"b\":2}");
  EXPECT_EQ(Edited("{\"a\":1}", {{"a"}}), "{}");
}

TEST(EditFields, ARemovedFieldAndAnAddedOneMakeGoodJson) {
  EXPECT_EQ(Edited("{\"a\":1}", {{"a"}, {"b", Action::kSet, "2"}}), "{\"b\":2}");
  EXPECT_EQ(Edited("{}", {{"b", Action::kSet, "2"}, {"c", Action::kSet, "3"}}), "{\"b\":2,\"c\":3}");
  EXPECT_EQ(Edited("{\"a\":1,\"z\":0}", {{"z"}, {"b", Action::kSet, "2"}}), "{\"a\":1,\"b\":2}");
}

TEST(EditFields, ARenamedFieldKeepsItsValueUnlessTheNewNameIsThere) {
  EXPECT_EQ(Edited("{\"old\":1.50}", {{"old", Action::kRename, "new"}}), "{\"new\":1.50}");
  EXPECT_EQ(Edited("{\"old\":1,\"new\":2}", {{"old", Action::kRename, "new"}}), "{\"new\":2}");
  EXPECT_EQ(Edited("{\"x\":1}", {{"old", Action::kRename, "new"}}), "{\"x\":1}");
}

TEST(EditFields, WhatIsNoObjectIsRefused) {
  EXPECT_FALSE(EditFields("[1]", {}).ok());
  EXPECT_FALSE(EditFields("{", {}).ok());
}

TEST(Framer, AJsonArrayIsOneWhateverItHolds) {
  std::string out;
  Framer framer(Framing::kJsonArray);
  framer.Append(out, "{\"a\":1}");
  framer.Append(out, "{\"b\":2}");
  framer.End(out);
  EXPECT_EQ(out, "[{\"a\":1},\n{\"b\":2}]\n");
  std::string empty;
  Framer(Framing::kJsonArray).End(empty);
  EXPECT_EQ(empty, "[]\n");
}

}  // namespace
}  // namespace signalbox::dialect
