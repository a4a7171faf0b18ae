#include <string>

#include "common/dialect/gemini/candidate_decoder.h"
#include "common/dialect/gemini/contents_writer.h"
#include "common/dialect/gemini/finish_reason.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/logprobs.h"
#include "common/dialect/gemini/part_encoder.h"
#include "common/dialect/gemini/response.h"
#include "common/dialect/gemini/usage.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Choice;
using llm::v1::Response;

// Blocks are called by the choice they belong to; of the first, as all dialects but one have only that, not even so.
std::string PathOf(const Choice& choice, int block) {
  std::string path;
  if (choice.index() > 0) path = "choices[" + std::to_string(choice.index()) + "].";
  path += "content[";
  path += std::to_string(block);
  path += ']';
  return path;
}

void WriteForeignContent(const Choice& choice, llm::v1::Dialect from, json::Writer& writer, Losses& losses) {
  bool wrote_any = false;
  writer.BeginObject().Key("parts").BeginArray();
  const auto next = [&]() -> json::Writer& {
    wrote_any = true;
    return writer;
  };
  int index = 0;
  for (const llm::v1::ContentBlock& block : choice.message().content()) {
    const auto path = [&] { return PathOf(choice, index); };
    const PartContext context{.own = false, .from = from, .path = path};
    // An answer has no tool results, so nothing can be refused.
    const absl::Status status = WriteParts(block, context, CallNames(), next, losses);
    if (!status.ok()) losses.Add(path);
    ++index;
  }
  if (!wrote_any) writer.BeginObject().Key("text").String("").EndObject();
  writer.EndArray().Key("role").String("model").EndObject();
}

void WriteCandidate(const Choice& choice, llm::v1::Dialect from, json::Writer& writer, Losses& losses) {
  const bool own = from == llm::v1::GEMINI;
  const KeptFields kept(choice, own);
  if (!own) losses.AddExtra("", choice.extra_json());
  if (!own && !choice.stop_sequence().empty()) losses.Add("stop_sequence");
  FieldWriter candidate(writer, kept);
  if (candidate.Wants("content")) {
    own ? WriteContent(choice.message(), CallNames(), writer, losses)
        : WriteForeignContent(choice, from, writer, losses);
  }
  // Without a reason Google's answers are not done yet.
  const bool finished = !own || choice.finish_reason() != llm::v1::FINISH_REASON_UNSPECIFIED;
  if (finished && candidate.Wants("finishReason")) {
    writer.String(own && !choice.native_reason().empty() ? std::string_view(choice.native_reason())
                                                         : WordOf(choice.finish_reason()));
  }
  if (candidate.Wants("index")) writer.Int(choice.index());
  if (!choice.logprobs_json().empty() && candidate.Wants("logprobsResult")) {
    if (!WriteLogprobs(choice.logprobs_json(), writer)) {
      writer.BeginObject().EndObject();
      losses.Add("logprobs");
    }
  }
  candidate.Finish();
}

bool HasCandidate(const Choice& choice) {
  return !KeptFields(choice, true).Form(kNoCandidate);
}

}  // namespace

std::string EncodeResponse(const Response& response, const EncodeResponseOptions& options, Losses& losses) {
  const bool own = response.dialect() == llm::v1::GEMINI;
  const KeptFields kept(response, own);
  if (!own) losses.AddExtra("", response.extra_json());
  if (!own && !response.service_tier().empty()) losses.Add("service_tier");
  json::Writer writer;
  FieldWriter body(writer, kept);
  const bool without = own && response.choices_size() == 1 && !HasCandidate(response.choices(0));
  if (!without && body.Wants("candidates")) {
    writer.BeginArray();
    for (const Choice& choice : response.choices()) WriteCandidate(choice, response.dialect(), writer, losses);
    writer.EndArray();
  }
  if (own && !response.usage_json().empty()) {
    if (body.Wants("usageMetadata")) writer.Raw(response.usage_json());
  } else if (response.has_usage() && body.Wants("usageMetadata")) {
    WriteUsage(response.usage(), writer);
  }
  const std::string& model = options.public_model.empty() ? response.model() : options.public_model;
  const bool names_model = !own || !response.model().empty();
  if (names_model && !model.empty() && body.Wants("modelVersion")) writer.String(model);
  const std::string& id = own ? response.id() : options.id;
  if (!id.empty() && body.Wants("responseId")) writer.String(id);
  body.Finish();
  return writer.Take();
}

}  // namespace signalbox::dialect::gemini
