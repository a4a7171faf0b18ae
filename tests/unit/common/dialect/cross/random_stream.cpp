#include "tests/unit/common/dialect/cross/random_stream.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace signalbox::dialect::testing {
namespace {

using Kind = StreamEvent::Kind;

// One character each; pieces of a stream never split one, for they are JSON strings.
constexpr std::array<const char*, 20> kCharacters = {"a", "b",  "Z",  " ",  "\n", "\"", "\\", "/",      "{", "}",
                                                     "é", "\t", "慢", "车", "，", "🚂",  "👩",  "\u200d", "ß", "<"};

}  // namespace

RandomStream::RandomStream(unsigned seed) : random_(seed) {
  Say(StreamEvent(Kind::kStart));
  if (UpTo(2) == 0) SayUsage();
  if (UpTo(1) == 0) SayBlock(BlockType::kThinking, Words());
  if (UpTo(3) > 0) SayBlock(BlockType::kText, Words());
  if (UpTo(3) == 0) SayUsage();
  if (UpTo(5) == 0) {
    refuses_ = true;
    SayBlock(BlockType::kRefusal, Words());
  } else if (UpTo(1) == 0) {
    SayCalls();
  } else {
    SayBlock(BlockType::kText, Words());
  }
  if (UpTo(3) == 0) SayUsage();
  Finish();
  if (UpTo(2) == 0) SayUsage();
  Say(StreamEvent(Kind::kEnd));
}

void RandomStream::Play(StreamSink sink) const {
  for (const Owned& owned : events_) {
    StreamEvent event = owned.event;
    event.text = owned.text;
    sink(event);
  }
}

void RandomStream::Say(StreamEvent event, std::string text) {
  events_.push_back({event, std::move(text)});
}

void RandomStream::SayUsage() {
  llm::v1::Usage& usage = usages_.emplace_back();
  usage.set_input(UpTo(1000));
  usage.set_input_cached(UpTo(100));
  usage.set_output(1 + UpTo(1000));
  StreamEvent event(Kind::kUsage);
  event.usage = &usage;
  Say(event);
}

void RandomStream::SayBlock(BlockType type, const std::string& text) {
  StreamEvent event(Kind::kBlockStart, 0, next_block_++);
  event.block_type = type;
  Say(event);
  event.kind = Kind::kDelta;
  for (const std::string& piece : Pieces(text)) Say(event, piece);
  event.kind = Kind::kBlockEnd;
  Say(event);
}

// All open at once, their arguments in turns.
void RandomStream::SayCalls() {
  static constexpr std::array<const char*, 4> kIds = {"call_a", "call_b", "call_c", "call_d"};
  calls_tools_ = true;
  const int first = next_block_;
  std::vector<std::vector<std::string>> left;
  for (int call = 0; call <= UpTo(3) && call < static_cast<int>(kIds.size()); ++call) {
    StreamEvent event(Kind::kBlockStart, 0, next_block_++);
    event.block_type = BlockType::kToolCall;
    event.id = kIds[static_cast<std::size_t>(call)];
    event.name = "get_weather";
    Say(event);
    left.push_back(Pieces(Arguments()));
    std::reverse(left.back().begin(), left.back().end());
  }
  const int calls = static_cast<int>(left.size());
  for (int open = calls; open > 0;) {
    const int call = UpTo(calls - 1);
    std::vector<std::string>& pieces = left[static_cast<std::size_t>(call)];
    if (pieces.empty()) continue;
    StreamEvent event(Kind::kDelta, 0, first + call);
    event.block_type = BlockType::kToolCall;
    Say(event, pieces.back());
    pieces.pop_back();
    if (!pieces.empty()) continue;
    event.kind = Kind::kBlockEnd;
    Say(event);
    --open;
  }
}

void RandomStream::Finish() {
  StreamEvent event(Kind::kFinish);
  static constexpr std::array<llm::v1::FinishReason, 3> kReasons = {llm::v1::STOP, llm::v1::LENGTH,
                                                                    llm::v1::CONTENT_FILTER};
  event.finish = refuses_       ? llm::v1::REFUSAL
                 : calls_tools_ ? llm::v1::TOOL_CALLS
                                : kReasons[static_cast<std::size_t>(UpTo(2))];
  Say(event);
}

std::string RandomStream::Words() {
  std::string words("w");
  const int length = UpTo(40);
  for (int i = 0; i < length; ++i) words += kCharacters[static_cast<std::size_t>(UpTo(kCharacters.size() - 1))];
  return words;
}

std::string RandomStream::Arguments() {
  nlohmann::json arguments = nlohmann::json::object();
  if (UpTo(2) > 0) arguments["city"] = Words();
  if (UpTo(2) > 0) arguments["when"] = {{"days", UpTo(9)}, {"exact", nullptr}, {"list", {1, Words()}}};
  return arguments.dump(UpTo(1) == 0 ? -1 : 2);
}

// Of whole characters, and at least one piece.
std::vector<std::string> RandomStream::Pieces(const std::string& text) {
  std::vector<std::string> pieces;
  std::string piece;
  for (std::size_t at = 0; at < text.size(); ++at) {
    piece += text[at];
    const bool at_end = at + 1 == text.size();
    const bool within = !at_end && (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80U;
    if (at_end || (!within && UpTo(4) == 0)) pieces.push_back(std::exchange(piece, {}));
  }
  return pieces;
}

}  // namespace signalbox::dialect::testing
