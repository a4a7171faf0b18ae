// What a body makes a process allocate, at most: three times its size, the body itself included.
#include <functional>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/memory/allocation_meter.h"

namespace signalbox::dialect {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kLarge = 20'000'000;
constexpr std::size_t kLargest = std::size_t{64} << 20;  // What the edge takes.

/// How a request is written in a dialect: what stands before its messages, one of them, and what stands after.
struct Form {
  llm::v1::Dialect dialect;
  std::string_view head;
  std::string_view message_head;
  std::string_view message_tail;
  std::string_view tail;
};

constexpr Form kForms[] = {
    {llm::v1::OPENAI_CHAT, R"({"model":"m","messages":[)", R"({"role":"user","content":")", R"("})", "]}"},
    {llm::v1::OPENAI_RESPONSES, R"({"model":"m","input":[)", R"({"role":"user","content":")", R"("})", "]}"},
    {llm::v1::ANTHROPIC_MESSAGES, R"({"model":"m","max_tokens":9,"messages":[)", R"({"role":"user","content":")",
     R"("})", "]}"},
    {llm::v1::GEMINI, R"({"contents":[)", R"({"role":"user","parts":[{"text":")", R"("}]})", "]}"},
};

// A body of about `bytes` in messages of so many characters each.
std::string BodyOf(const Form& form, std::size_t bytes, std::size_t characters) {
  std::string body;
  body.reserve(std::max(bytes, characters) + characters % bytes + 1'000);
  body += form.head;
  do {
    if (body.size() > form.head.size()) body += ',';
    body += form.message_head;
    body.append(characters, 'x');
    body += form.message_tail;
  } while (body.size() < bytes);
  body += form.tail;
  return body;
}

std::string Filled(std::string_view head, std::string_view unit, std::string_view tail, std::size_t bytes) {
  std::string body;
  body.reserve(bytes + 1'000);
  body += head;
  while (body.size() < bytes) body += unit;
  body += tail;
  return body;
}

// The edge looks at a body, then the router edits it.
void PassOn(const Codec& codec, std::string& body) {
  EXPECT_TRUE(codec.ScanRequest(body).ok());
  EXPECT_TRUE(codec.EditRequest(body, {.model = "n"}).ok());
}

// As the router does when no provider of the model is sent the body itself.
void Translate(const Codec& codec, llm::v1::Dialect into, std::string& body) {
  EXPECT_TRUE(codec.ScanRequest(body).ok());
  const auto conversation = codec.DecodeRequest(body);
  ASSERT_TRUE(conversation.ok()) << conversation.status();
  const std::size_t bytes = body.size();
  std::string().swap(body);  // An assignment would keep the memory.
  Losses losses;
  EXPECT_TRUE(CodecOf(into)->EncodeRequest(*conversation, {.model = "n", .expected_bytes = bytes}, losses).ok());
}

// The most that was allocated while `work` was done with a body, in multiples of `unit`.
double Times(std::size_t unit, const std::function<std::string()>& body,
             const std::function<void(std::string&)>& work) {
  const AllocationMeter meter;
  std::string text = body();
  work(text);
  return static_cast<double>(meter.peak_bytes()) / static_cast<double>(unit);
}

TEST(Memory, ABodyThatStaysInItsDialectTakesThreeTimesItsSize) {
  for (const Form& form : kForms) {
    for (const std::size_t characters : {kLarge, std::size_t{1'000}, std::size_t{400}}) {
      const double times = Times(
          kLarge, [&] { return BodyOf(form, kLarge, characters); },
          [&](std::string& body) { PassOn(*CodecOf(form.dialect), body); });
      EXPECT_LE(times, 3.0) << Dialect_Name(form.dialect) << " in messages of " << characters;
      RecordProperty(Dialect_Name(form.dialect) + std::to_string(characters), std::to_string(times));
    }
  }
}

TEST(Memory, ABodyThatIsTranslatedTakesThreeTimesItsSize) {
  for (const Form& form : kForms) {
    for (const Form& into : kForms) {
      if (form.dialect == into.dialect) continue;
      for (const std::size_t characters : {kLarge, std::size_t{1'000}}) {
        const double times = Times(
            kLarge, [&] { return BodyOf(form, kLarge, characters); },
            [&](std::string& body) { Translate(*CodecOf(form.dialect), into.dialect, body); });
        EXPECT_LE(times, 3.0) << Dialect_Name(form.dialect) << " into " << Dialect_Name(into.dialect)
                              << " in messages of " << characters;
        RecordProperty(Dialect_Name(form.dialect) + Dialect_Name(into.dialect) + std::to_string(characters),
                       std::to_string(times));
      }
    }
  }
}

// The most messages there may be, in the largest body there may be.
TEST(Memory, AsManyMessagesAsThereMayBeTakeThreeTimesTheLargestBody) {
  for (const Form& form : kForms) {
    for (const Form& into : kForms) {
      if (form.dialect == into.dialect) continue;
      const std::size_t characters = form.dialect == llm::v1::GEMINI ? 1'200 : 580;
      const double times = Times(
          kLargest, [&] { return BodyOf(form, kLargest - 1'000, characters); },
          [&](std::string& body) { Translate(*CodecOf(form.dialect), into.dialect, body); });
      EXPECT_LE(times, 3.0) << Dialect_Name(form.dialect) << " into " << Dialect_Name(into.dialect);
    }
  }
}

// Every token of these costs more memory than it has bytes.
TEST(Memory, ABodyOfCountlessTokensIsRefusedBeforeItTakesThreeTimesItsSize) {
  for (const Form& form : kForms) {
    const std::string head = std::string(form.head.substr(0, form.head.size() - 1));
    const std::string bodies[] = {
        Filled(head + "[1", ",1", "]}", kLarge),
        Filled(head + "[[]", ",[]", "]}", kLarge),
        Filled(head + "[{}", ",{}", "]}", kLarge),
        Filled(head + "[\"\"", ",\"\"", "]}", kLarge),
        Filled("{\"model\":\"m\"", ",\"\":1", "}", kLarge),
        Filled(head, "1 ", "}", kLarge),
        Filled(head, "[", "}", kLarge),
        Filled("", "{}", "", kLarge),
        BodyOf(form, kLarge, 1),
    };
    for (const std::string& text : bodies) {
      absl::Status status;
      const double times = Times(
          kLarge, [&] { return text; },
          [&](std::string& body) { status = CodecOf(form.dialect)->ScanRequest(body).status(); });
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text.substr(0, 60);
      EXPECT_LE(times, 3.0) << text.substr(0, 60);
    }
    EXPECT_THAT(MessageOf(CodecOf(form.dialect)->ScanRequest(bodies[0]).status()),
                HasSubstr("more than 1000000 names and values"));
    EXPECT_THAT(MessageOf(CodecOf(form.dialect)->ScanRequest(bodies[2]).status()),
                HasSubstr("more than 120000 objects"));
  }
}

}  // namespace
}  // namespace signalbox::dialect
