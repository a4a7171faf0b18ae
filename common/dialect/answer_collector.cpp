#include "common/dialect/answer_collector.h"

#include <utility>

namespace signalbox::dialect {
namespace {

using Kind = StreamEvent::Kind;

constexpr int kMaxChoices = 128;

void AppendTo(llm::v1::ContentBlock& block, std::string_view text) {
  if (block.has_tool_call()) {
    block.mutable_tool_call()->mutable_arguments_json()->append(text);
  } else if (block.has_thinking()) {
    block.mutable_thinking()->mutable_text()->append(text);
  } else if (block.has_refusal()) {
    block.mutable_refusal()->mutable_text()->append(text);
  } else if (block.has_text()) {
    block.mutable_text()->mutable_text()->append(text);
  }
}

void Begin(llm::v1::ContentBlock& block, const StreamEvent& event) {
  switch (event.block_type) {
    case BlockType::kText:
      block.mutable_text()->set_text(std::string(event.text));
      return;
    case BlockType::kThinking:
      block.mutable_thinking()->set_summary(event.summary);
      block.mutable_thinking()->set_id(std::string(event.id));
      block.mutable_thinking()->set_redacted(std::string(event.text));
      return;
    case BlockType::kRedactedThinking:
      block.mutable_thinking()->set_id(std::string(event.id));
      block.mutable_thinking()->set_redacted(std::string(event.text));
      return;
    case BlockType::kToolCall:
      block.mutable_tool_call()->set_id(std::string(event.id));
      block.mutable_tool_call()->set_name(std::string(event.name));
      return;
    case BlockType::kRefusal:
      block.mutable_refusal()->set_text(std::string(event.text));
      return;
    case BlockType::kOther:
      block.set_extra_json(std::string(event.raw));
      return;
  }
}

}  // namespace

void AnswerCollector::Add(const StreamEvent& event) {
  switch (event.kind) {
    case Kind::kStart:
      response_.set_id(std::string(event.id));
      response_.set_model(std::string(event.model));
      response_.set_created(event.created);
      if (event.usage != nullptr) *response_.mutable_usage() = *event.usage;
      return;
    case Kind::kUsage:
      *response_.mutable_usage() = *event.usage;
      return;
    case Kind::kFinish:
      return Finish(event);
    case Kind::kBlockStart:
      return AddBlock(event);
    case Kind::kDelta:
    case Kind::kSignature:
    case Kind::kCitation:
      return AddText(event);
    case Kind::kBlockEnd:
    case Kind::kLoss:
    case Kind::kEnd:
    case Kind::kError:
      return;
  }
}

llm::v1::Choice* AnswerCollector::ChoiceOf(int index) {
  if (index < 0 || index >= kMaxChoices) {
    overflow_ = true;
    return nullptr;
  }
  while (response_.choices_size() <= index) {
    llm::v1::Choice& choice = *response_.add_choices();
    choice.set_index(response_.choices_size() - 1);
    choice.mutable_message()->set_role(llm::v1::ASSISTANT);
    blocks_.emplace_back();
  }
  return response_.mutable_choices(index);
}

void AnswerCollector::Finish(const StreamEvent& event) {
  llm::v1::Choice* choice = ChoiceOf(event.choice);
  if (choice == nullptr) return;
  choice->set_finish_reason(event.finish);
  choice->set_native_reason(std::string(event.native_reason));
  choice->set_stop_sequence(std::string(event.stop_sequence));
}

void AnswerCollector::AddBlock(const StreamEvent& event) {
  llm::v1::Choice* choice = ChoiceOf(event.choice);
  if (choice == nullptr) return;
  const auto block = static_cast<std::size_t>(event.block);  // Below zero it is beyond every bound.
  if (block_count_ == kMaxBlocks || block >= kMaxBlocks || !Fits(event.text.size() + event.raw.size())) {
    overflow_ = true;
    return;
  }
  ++block_count_;
  std::vector<int>& places = blocks_[static_cast<std::size_t>(event.choice)];
  if (places.size() <= block) places.resize(block + 1, -1);
  places[block] = choice->message().content_size();
  Begin(*choice->mutable_message()->add_content(), event);
}

llm::v1::ContentBlock* AnswerCollector::BlockOf(const StreamEvent& event) {
  const auto choice = static_cast<std::size_t>(event.choice);
  const auto block = static_cast<std::size_t>(event.block);
  if (choice >= blocks_.size() || block >= blocks_[choice].size() || blocks_[choice][block] < 0) return nullptr;
  return response_.mutable_choices(event.choice)->mutable_message()->mutable_content(blocks_[choice][block]);
}

void AnswerCollector::AddText(const StreamEvent& event) {
  llm::v1::ContentBlock* block = BlockOf(event);
  const std::size_t cited = event.citation == nullptr ? 0 : event.citation->ByteSizeLong();
  if (block == nullptr || !Fits(event.text.size() + cited)) return;
  if (event.kind == Kind::kCitation) {
    if (block->has_text() && event.citation != nullptr) *block->mutable_text()->add_citations() = *event.citation;
  } else if (event.kind == Kind::kDelta) {
    AppendTo(*block, event.text);
  } else if (block->has_thinking()) {
    block->mutable_thinking()->mutable_signature()->append(event.text);
  } else {
    block->mutable_signature()->append(event.text);
  }
}

bool AnswerCollector::Fits(std::size_t bytes) {
  if (bytes > kMaxBytes - bytes_) {
    overflow_ = true;
    return false;
  }
  bytes_ += bytes;
  return true;
}

llm::v1::Response AnswerCollector::Take() {
  if (overflow_) {
    for (llm::v1::Choice& choice : *response_.mutable_choices()) choice.mutable_message()->set_partial(true);
  }
  llm::v1::Response taken = std::move(response_);
  *this = AnswerCollector();
  return taken;
}

}  // namespace signalbox::dialect
