#include "common/dialect/openai_responses/open_item.h"

#include <vector>

#include "common/dialect/openai_responses/citation.h"
#include "common/dialect/openai_responses/content_part.h"
#include "common/dialect/openai_responses/logprobs.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;

// The words of a block, whatever it is.
std::string& WordsOf(ContentBlock& block) {
  if (block.has_tool_call()) return *block.mutable_tool_call()->mutable_arguments_json();
  if (block.has_thinking()) return *block.mutable_thinking()->mutable_text();
  return block.has_refusal() ? *block.mutable_refusal()->mutable_text() : *block.mutable_text()->mutable_text();
}

}  // namespace

OpenItem::OpenItem(ItemType type, int output_index, bool own, std::string_view id_base)
    : type_(type), output_index_(output_index), own_(own), id_(ItemId(type, id_base, output_index)) {}

ItemStyle OpenItem::Style(std::string_view status) const {
  return {.own = own_, .complete = true, .id = id_, .status = status, .logprobs = logprobs_};
}

bool OpenItem::IsSummary(const Part& part) const {
  return part.block.has_thinking() && (!own_ || part.block.thinking().summary());
}

std::size_t OpenItem::Add(const ContentBlock& begun, EventWriter& events, std::string& out) {
  const bool first = parts_.empty();
  parts_.push_back({.block = begun});
  ++open_parts_;
  if (first) {
    if (own_ && begun.has_thinking() && !begun.thinking().id().empty()) id_ = begun.thinking().id();
    Announce(events, out);
  }
  // Reasoning may turn out to have no words; its parts are announced with their first.
  if (type_ == ItemType::kMessage) AnnouncePart(parts_.size() - 1, events, out);
  return parts_.size() - 1;
}

void OpenItem::Announce(EventWriter& events, std::string& out) {
  json::Writer& writer = events.Begin("response.output_item.added");
  writer.Key("output_index").Int(output_index_).Key("item");
  if (type_ == ItemType::kMessage) {
    writer.BeginObject().Key("id").String(id_).Key("type").String("message").Key("status").String("in_progress");
    writer.Key("role").String("assistant").Key("content").BeginArray().EndArray().EndObject();
  } else {
    const std::vector<const ContentBlock*> blocks = {&parts_.front().block};
    WriteItem(blocks, Style("in_progress"), writer);
  }
  events.Send(out);
}

json::Writer& OpenItem::Begin(std::string_view type, EventWriter& events) const {
  json::Writer& writer = events.Begin(type);
  writer.Key("item_id").String(id_).Key("output_index").Int(output_index_);
  return writer;
}

// A summary's parts are counted apart from the content's.
void OpenItem::WriteIndex(std::size_t part, json::Writer& writer) const {
  const bool summary = IsSummary(parts_[part]);
  std::int64_t index = 0;
  for (std::size_t before = 0; before < part; ++before) index += IsSummary(parts_[before]) == summary ? 1 : 0;
  writer.Key(summary ? "summary_index" : "content_index").Int(index);
}

void OpenItem::PartEvent(std::string_view verb, std::size_t part, EventWriter& events, std::string& out) {
  const ContentBlock& block = parts_[part].block;
  std::string type(IsSummary(parts_[part]) ? "response.reasoning_summary_part." : "response.content_part.");
  type += verb;
  json::Writer& writer = Begin(type, events);
  WriteIndex(part, writer);
  writer.Key("part");
  if (block.has_thinking()) {
    writer.BeginObject().Key("type").String(IsSummary(parts_[part]) ? "summary_text" : "reasoning_text");
    writer.Key("text").String(block.thinking().text()).EndObject();
  } else {
    const std::string_view logprobs = part == 0 ? std::string_view(logprobs_) : std::string_view();
    WritePart(block, {.side = Side::kOutput, .own = own_, .complete = true, .logprobs = logprobs}, writer);
  }
  events.Send(out);
}

void OpenItem::AnnouncePart(std::size_t part, EventWriter& events, std::string& out) {
  parts_[part].announced = true;
  PartEvent("added", part, events, out);
}

void OpenItem::Delta(std::size_t part, const StreamEvent& event, EventWriter& events, std::string& out) {
  Part& target = parts_[part];
  const std::string elements = target.block.has_text() ? ElementsOf(event.raw) : std::string();
  if (event.text.empty() && elements.empty()) return;
  if (target.block.has_thinking() && !target.announced) AnnouncePart(part, events, out);
  WordsOf(target.block) += event.text;
  AddLogprobs(elements);
  const std::string_view type = target.block.has_tool_call() ? "response.function_call_arguments.delta"
                                : target.block.has_refusal() ? "response.refusal.delta"
                                : target.block.has_text()    ? "response.output_text.delta"
                                : IsSummary(target)          ? "response.reasoning_summary_text.delta"
                                                             : "response.reasoning_text.delta";
  json::Writer& writer = Begin(type, events);
  if (!target.block.has_tool_call()) WriteIndex(part, writer);
  writer.Key("delta").String(event.text);
  if (target.block.has_text()) {
    std::string list("[");
    list += elements;
    list += ']';
    writer.Key("logprobs").Raw(list);
  }
  events.Send(out);
}

void OpenItem::AddLogprobs(std::string_view elements) {
  if (elements.empty()) return;
  if (!logprobs_.empty()) logprobs_ += ',';
  logprobs_ += elements;
}

void OpenItem::Cite(std::size_t part, const llm::v1::Citation& citation, EventWriter& events, std::string& out) {
  ContentBlock& block = parts_[part].block;
  if (!block.has_text() || !CanWriteCitation(citation, own_)) return;
  json::Writer& writer = Begin("response.output_text.annotation.added", events);
  WriteIndex(part, writer);
  writer.Key("annotation_index").Int(block.text().citations_size()).Key("annotation");
  WriteCitation(citation, own_, writer);
  events.Send(out);
  *block.mutable_text()->add_citations() = citation;
}

void OpenItem::DoneEvent(std::size_t part, EventWriter& events, std::string& out) {
  const Part& target = parts_[part];
  const ContentBlock& block = target.block;
  if (block.has_tool_call()) {
    json::Writer& writer = Begin("response.function_call_arguments.done", events);
    writer.Key("name").String(block.tool_call().name());
    writer.Key("arguments").String(block.tool_call().arguments_json());
    return events.Send(out);
  }
  const std::string_view type = block.has_refusal() ? "response.refusal.done"
                                : block.has_text()  ? "response.output_text.done"
                                : IsSummary(target) ? "response.reasoning_summary_text.done"
                                                    : "response.reasoning_text.done";
  json::Writer& writer = Begin(type, events);
  WriteIndex(part, writer);
  writer.Key(block.has_refusal() ? "refusal" : "text").String(WordsOf(parts_[part].block));
  if (block.has_text()) {
    std::string list("[");
    if (part == 0) list += logprobs_;
    list += ']';
    writer.Key("logprobs").Raw(list);
  }
  events.Send(out);
}

void OpenItem::EndPart(std::size_t part, EventWriter& events, std::string& out) {
  Part& target = parts_[part];
  if (target.ended) return;
  target.ended = true;
  --open_parts_;
  if (type_ == ItemType::kWhole || (target.block.has_thinking() && !target.announced)) return;
  DoneEvent(part, events, out);
  if (!target.block.has_tool_call()) PartEvent("done", part, events, out);
}

void OpenItem::Close(std::string_view status, EventWriter& events, std::string& out) {
  for (std::size_t part = 0; part < parts_.size(); ++part) EndPart(part, events, out);
  std::vector<const ContentBlock*> blocks;
  for (const Part& part : parts_) blocks.push_back(&part.block);
  json::Writer whole;
  WriteItem(blocks, Style(status), whole);
  item_ = whole.Take();
  events.Begin("response.output_item.done").Key("output_index").Int(output_index_).Key("item").Raw(item_);
  events.Send(out);
  parts_.clear();
  closed_ = true;
}

}  // namespace signalbox::dialect::openai_responses
