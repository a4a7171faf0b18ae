#include "common/config/reader.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::config {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Sets a variable for the duration of a test.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~ScopedVariable() { unsetenv(name_); }

 private:
  const char* name_;
};

File Parsed(const std::string& yaml) {
  return *File::Parse(yaml);
}

TEST(Reader, ReadsEveryKindOfValueAndLeavesDefaultsAlone) {
  File file = Parsed("s: {text: hi, flag: yes, count: 1_000, ratio: 0.25, wait: 250ms, list: [a, b]}");
  Reader reader = file.Section("s");
  std::string text, absent = "default";
  bool flag = false;
  int count = 0;
  double ratio = 0;
  milliseconds wait{0};
  std::vector<std::string> list;

  reader.Get("text", text);
  reader.Get("absent", absent);
  reader.Get("flag", flag);
  reader.Get("count", count, 0, 5000);
  reader.Get("ratio", ratio, 0, 1);
  reader.Get("wait", wait, milliseconds(1), std::chrono::hours(1));
  reader.Get("list", list);

  ASSERT_TRUE(reader.Done().ok()) << reader.Done();
  EXPECT_EQ(text, "hi");
  EXPECT_EQ(absent, "default");
  EXPECT_TRUE(flag);
  EXPECT_EQ(count, 1000);
  EXPECT_EQ(ratio, 0.25);
  EXPECT_EQ(wait, milliseconds(250));
  EXPECT_THAT(list, ElementsAre("a", "b"));
}

TEST(Reader, NamesEveryUnknownKeyByItsPath) {
  File file = Parsed("s: {inner: {colour: red, size: 1}, odd: 2}");
  Reader reader = file.Section("s");
  int size = 0;

  reader.GetMap("inner", [&](Reader& inner) { inner.Get("size", size, 0, 9); });

  EXPECT_THAT(MessageOf(reader.Done()), AllOf(HasSubstr("s.inner.colour: unknown setting"),
                                              HasSubstr("s.odd: unknown setting"), Not(HasSubstr("size"))));
}

TEST(Reader, NamesEveryWrongValueByItsPath) {
  File file = Parsed("s: {count: many, wait: soon, flag: perhaps, items: [{n: 1}, {n: 99}]}");
  Reader reader = file.Section("s");
  int count = 0, n = 0;
  milliseconds wait{0};
  bool flag = false;

  reader.Get("count", count, 0, 10);
  reader.Get("wait", wait, milliseconds(0), milliseconds(10));
  reader.Get("flag", flag);
  reader.GetEach("items", [&](Reader& item) { item.Get("n", n, 0, 10); });

  const std::string message = MessageOf(reader.Done());
  EXPECT_THAT(message, HasSubstr("s.count: \"many\""));
  EXPECT_THAT(message, HasSubstr("s.wait: \"soon\""));
  EXPECT_THAT(message, HasSubstr("s.flag: \"perhaps\""));
  EXPECT_THAT(message, HasSubstr("s.items[1].n: \"99\""));
}

TEST(Reader, TheEnvironmentWinsOverTheFile) {
  const ScopedVariable variable("SIGNALBOX_S_INNER_PORT", "9999");
  File file = Parsed("s: {inner: {port: 80}}");
  Reader reader = file.Section("s");
  int port = 0;

  reader.GetMap("inner", [&](Reader& inner) { inner.Get("port", port, 0, 65535); });

  EXPECT_TRUE(reader.Done().ok());
  EXPECT_EQ(port, 9999);
}

TEST(Reader, TheEnvironmentReachesASectionThatTheFileDoesNotHave) {
  const ScopedVariable variable("SIGNALBOX_S_NAME", "from outside");
  File file = Parsed("");
  Reader reader = file.Section("s");
  std::string name;

  reader.Get("name", name);

  EXPECT_EQ(name, "from outside");
}

TEST(Reader, ExpandsVariablesAndTheirDefaults) {
  const ScopedVariable variable("SIGNALBOX_TEST_WORD", "blue");
  File file =
      Parsed("s: {a: 'x-${SIGNALBOX_TEST_WORD}-y', b: '${SIGNALBOX_TEST_NONE:-green}', c: '${SIGNALBOX_TEST_NONE:-}'}");
  Reader reader = file.Section("s");
  std::string a, b, c = "untouched";

  reader.Get("a", a);
  reader.Get("b", b);
  reader.Get("c", c);

  EXPECT_TRUE(reader.Done().ok());
  EXPECT_EQ(a, "x-blue-y");
  EXPECT_EQ(b, "green");
  EXPECT_EQ(c, "");
}

TEST(Reader, AMissingVariableIsAnErrorThatNamesIt) {
  File file = Parsed("s: {a: '${SIGNALBOX_TEST_NONE}'}");
  Reader reader = file.Section("s");
  std::string a;

  reader.Get("a", a);

  EXPECT_THAT(MessageOf(reader.Done()), AllOf(HasSubstr("s.a"), HasSubstr("SIGNALBOX_TEST_NONE")));
}

TEST(Reader, AMapOfTextsKeepsItsNamesAndExpandsItsValues) {
  File file = Parsed("s: {map: {a: '${SIGNALBOX_TEST_NONE:-x}', b: 1}, bad: {c: []}, none: []}");
  Reader reader = file.Section("s");
  std::map<std::string, std::string> map, bad, none, absent{{"kept", "1"}};

  reader.GetTexts("map", map);
  reader.GetTexts("bad", bad);
  reader.GetTexts("none", none);
  reader.GetTexts("absent", absent);

  EXPECT_EQ(map, (std::map<std::string, std::string>{{"a", "x"}, {"b", "1"}}));
  EXPECT_EQ(absent.count("kept"), 1u);
  EXPECT_THAT(MessageOf(reader.Done()),
              AllOf(HasSubstr("s.bad.c: expected a single value"), HasSubstr("s.none: expected a map")));
}

TEST(File, NamesSectionsThatNobodyAskedFor) {
  File file = Parsed("known: {}\nmisspelt: {}");
  (void)file.Section("known");

  EXPECT_EQ(MessageOf(file.CheckUnknownSections()), "misspelt: unknown section");
}

TEST(File, PrintsWhatWasReadWithoutSecrets) {
  File file = Parsed("s: {name: visible, key: hunter2}");
  Reader reader = file.Section("s");
  std::string name, key;

  reader.Get("name", name);
  reader.GetSecret("key", key);

  EXPECT_EQ(key, "hunter2");
  EXPECT_EQ(file.Print(), "s.key: ***\ns.name: visible\n");
}

TEST(File, ASyntaxErrorNamesItsLine) {
  EXPECT_THAT(MessageOf(File::Parse("a: 1\nb: [").status()), HasSubstr("configuration:2:"));
}

TEST(File, AMissingFileIsNotFound) {
  EXPECT_EQ(File::Load("/nonexistent/signalbox.yaml").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace signalbox::config
