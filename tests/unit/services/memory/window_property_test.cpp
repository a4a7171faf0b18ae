#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "services/memory/domain/conversation_memory.h"
#include "tests/unit/services/memory/fake_session_store.h"

namespace signalbox::memory {
namespace {

/// A conversation as models have them: questions, answers, tool calls with their results, of random sizes.
class RandomConversation {
 public:
  explicit RandomConversation(unsigned seed) : random_(seed) {
    const int exchanges = Pick(1, 12);
    for (int i = 0; i < exchanges; ++i) AddExchange();
  }

  const std::vector<NewTurn>& turns() const { return turns_; }
  const TurnFacts& facts(const std::string& content) const { return facts_.at(content); }

  int Pick(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }

 private:
  void AddExchange() {
    Add(Speaker::kUser, {}, {});
    for (int rounds = Pick(0, 3); rounds > 0; --rounds) AddToolRound();
    Add(Speaker::kAssistant, {}, {});
  }

  void AddToolRound() {
    std::vector<std::string> ids;
    // Some providers count calls from zero in every answer, so ids repeat.
    for (int i = 0, calls = Pick(1, 3); i < calls; ++i) ids.push_back("call-" + std::to_string(i));
    Add(Speaker::kAssistant, ids, {});
    for (const std::string& id : ids) {
      if (Pick(0, 4) == 0) Add(Speaker::kUser, {}, {});
      Add(Speaker::kTool, {}, {id});
    }
  }

  void Add(Speaker speaker, std::vector<std::string> calls, std::vector<std::string> answers) {
    const std::string content = std::to_string(turns_.size());
    const std::int64_t tokens = Pick(1, 50);
    turns_.push_back({content, tokens});
    facts_[content] = {speaker, tokens, std::move(calls), std::move(answers)};
  }

  std::mt19937 random_;
  std::vector<NewTurn> turns_;
  std::map<std::string, TurnFacts> facts_;
};

struct Trial {
  RandomConversation conversation;
  std::int64_t window;
  Recollection loaded;
};

Trial LoadAtRandom(unsigned seed) {
  RandomConversation conversation(seed);
  const std::int64_t window = conversation.Pick(1, 600);
  RequestContext context;
  context.principal.emplace().key_id = "k";
  FakeSessionStore store;
  ConversationMemory memory(store, [&](const std::string& content) { return conversation.facts(content); }, SystemNow,
                            {});
  EXPECT_TRUE(memory.AppendTurns(context, "s", "r", conversation.turns()).ok());
  auto loaded = memory.Load(context, "s", window);
  EXPECT_TRUE(loaded.ok());
  return {std::move(conversation), window, *std::move(loaded)};
}

void ExpectSuffix(const Trial& trial) {
  const auto& all = trial.conversation.turns();
  ASSERT_LE(trial.loaded.turns.size(), all.size());
  const size_t first = all.size() - trial.loaded.turns.size();
  for (size_t i = first; i < all.size(); ++i) EXPECT_EQ(trial.loaded.turns[i - first], all[i].content);
  EXPECT_EQ(trial.loaded.truncated, first > 0);
}

void ExpectWithinWindow(const Trial& trial) {
  std::int64_t tokens = 0;
  for (const std::string& turn : trial.loaded.turns) tokens += trial.conversation.facts(turn).tokens;
  EXPECT_LE(tokens, trial.window);
}

/// Whether `turns` from `first` on bring a result whose call is not among them.
bool LacksACall(const Trial& trial, size_t first) {
  std::multiset<std::string> open;
  for (size_t i = first; i < trial.loaded.turns.size(); ++i) {
    const TurnFacts& facts = trial.conversation.facts(trial.loaded.turns[i]);
    for (const std::string& id : facts.answers) {
      const auto call = open.find(id);
      if (call == open.end()) return true;
      open.erase(call);
    }
    open.insert(facts.calls.begin(), facts.calls.end());
  }
  return false;
}

void ExpectAnAnswerFirstOnlyIfNoQuestionCouldBe(const Trial& trial) {
  const auto& turns = trial.loaded.turns;
  const auto speaker = [&](size_t i) { return trial.conversation.facts(turns[i]).speaker; };
  if (turns.empty() || speaker(0) == Speaker::kUser) return;
  EXPECT_EQ(speaker(0), Speaker::kAssistant);
  for (size_t i = 1; i < turns.size(); ++i) {
    EXPECT_TRUE(speaker(i) != Speaker::kUser || LacksACall(trial, i)) << "turn " << turns[i] << " could begin";
  }
}

TEST(WindowPropertyTest, WhateverIsLoadedIsAWholeSuffixWithinTheWindow) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Trial trial = LoadAtRandom(seed);
    ExpectSuffix(trial);
    ExpectWithinWindow(trial);
    EXPECT_FALSE(LacksACall(trial, 0));
    ExpectAnAnswerFirstOnlyIfNoQuestionCouldBe(trial);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace signalbox::memory
