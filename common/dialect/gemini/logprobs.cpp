#include "common/dialect/gemini/logprobs.h"

#include <optional>

#include "common/dialect/gemini/names.h"

namespace signalbox::dialect::gemini {
namespace {

void WriteBytes(const std::string& token, json::Writer& writer) {
  writer.Key("bytes").BeginArray();
  for (const char c : token) writer.Int(static_cast<unsigned char>(c));
  writer.EndArray();
}

// One token with its probability; a probability of one is left out as all zeros are.
bool WriteToken(json::Value candidate, json::Writer& writer) {
  const auto token = FindField(candidate, "token");
  if (!token || !token->IsString()) return false;
  const auto probability = FindField(candidate, "logProbability");
  const std::string text = token->Text();
  writer.Key("token").String(text);
  writer.Key("logprob").Number(probability ? NumberOf(*probability).value_or(0) : 0);
  WriteBytes(text, writer);
  return true;
}

bool WriteTop(std::optional<json::Value> top, json::Writer& writer) {
  writer.Key("top_logprobs").BeginArray();
  const auto candidates = top ? FindField(*top, "candidates") : std::nullopt;
  if (candidates && candidates->IsArray()) {
    for (const json::Value candidate : candidates->elements()) {
      writer.BeginObject();
      if (!WriteToken(candidate, writer)) return false;
      writer.EndObject();
    }
  }
  writer.EndArray();
  return true;
}

void WriteCandidate(json::Value token, json::Writer& writer) {
  writer.BeginObject();
  if (const auto text = token.Find("token")) writer.Key("token").Raw(text->raw());
  if (const auto probability = token.Find("logprob")) writer.Key("logProbability").Raw(probability->raw());
  writer.EndObject();
}

}  // namespace

std::string ToOpenAiLogprobs(json::Value result) {
  const auto chosen = FindField(result, "chosenCandidates");
  if (!chosen || !chosen->IsArray()) return {};
  const auto tops = FindField(result, "topCandidates");
  std::optional<json::Value::Elements> lists;
  if (tops && tops->IsArray()) lists = tops->elements();
  auto top = lists ? lists->begin() : chosen->elements().end();
  json::Writer writer;
  writer.BeginObject().Key("content").BeginArray();
  for (const json::Value candidate : chosen->elements()) {
    writer.BeginObject();
    const bool has_top = lists && !(top == lists->end());
    if (!WriteToken(candidate, writer)) return {};
    if (!WriteTop(has_top ? std::optional<json::Value>(*top) : std::nullopt, writer)) return {};
    if (has_top) ++top;
    writer.EndObject();
  }
  writer.EndArray().Key("refusal").Null().EndObject();
  return writer.Take();
}

bool WriteLogprobs(std::string_view logprobs_json, json::Writer& writer) {
  json::Document document;
  if (!document.Read(logprobs_json).ok() || !document.root().IsObject()) return false;
  const auto content = document.root().Find("content");
  if (!content || !content->IsArray()) return false;
  for (const json::Value token : content->elements()) {
    if (!token.IsObject()) return false;
  }
  writer.BeginObject().Key("chosenCandidates").BeginArray();
  for (const json::Value token : content->elements()) WriteCandidate(token, writer);
  writer.EndArray().Key("topCandidates").BeginArray();
  for (const json::Value token : content->elements()) {
    writer.BeginObject().Key("candidates").BeginArray();
    const auto top = token.Find("top_logprobs");
    if (top && top->IsArray()) {
      for (const json::Value other : top->elements()) {
        if (other.IsObject()) WriteCandidate(other, writer);
      }
    }
    writer.EndArray().EndObject();
  }
  writer.EndArray().EndObject();
  return true;
}

}  // namespace signalbox::dialect::gemini
