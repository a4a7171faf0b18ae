#include "gateway/inference/routes.h"

#include "gateway/filters/speaks.h"
#include "gateway/inference/inference.h"
#include "gateway/inference/kept_answers.h"
#include "gateway/inference/models.h"

namespace signalbox::gateway {
namespace {

// Where the systems that this one replaces, and their users, expect OpenAI's and Anthropic's paths.
constexpr const char* kPrefixes[] = {"/v1", "/api/v1", "/v2", ""};

/// Something that is passed on: our path and the provider's, and the model when none is named (OpenAI's own defaults).
struct Forwarded {
  const char* path;
  const char* default_model;
};

constexpr Forwarded kForwarded[] = {
    {"/images/generations", "dall-e-2"},
    {"/images/edits", "dall-e-2"},
    {"/images/variations", "dall-e-2"},
    {"/audio/speech", ""},
    {"/audio/transcriptions", ""},
    {"/audio/translations", ""},
    {"/moderations", "omni-moderation-latest"},
    {"/rerank", ""},
};

}  // namespace

void AddInferenceRoutes(const std::shared_ptr<const InferenceServices>& services, const Chain& all, const Filter& keyed,
                        const AddRoute& add) {
  const Chain openai = all.Then(Speaks(llm::v1::OPENAI_CHAT)).Then(keyed);
  const Chain completions = all.Then(Speaks(llm::v1::OPENAI_COMPLETIONS)).Then(keyed);
  const Chain responses = all.Then(Speaks(llm::v1::OPENAI_RESPONSES)).Then(keyed);
  const Chain anthropic = all.Then(Speaks(llm::v1::ANTHROPIC_MESSAGES)).Then(keyed);
  const Chain google = all.Then(Speaks(llm::v1::GEMINI)).Then(keyed);
  const auto post = [&](const std::string& pattern, const Chain& chain, ReadQuestion read) {
    add("POST", pattern, chain, Inference(services, std::move(read)));
  };

  for (const std::string prefix : kPrefixes) {
    post(prefix + "/chat/completions", openai, AsksForTurn(llm::v1::OPENAI_CHAT));
    post(prefix + "/completions", completions, AsksForCompletion());
    post(prefix + "/responses", responses, AsksForTurn(llm::v1::OPENAI_RESPONSES));
    post(prefix + "/messages", anthropic, AsksForTurn(llm::v1::ANTHROPIC_MESSAGES));
    post(prefix + "/messages/count_tokens", anthropic, AsksForTokenCount(llm::v1::ANTHROPIC_MESSAGES));
    post(prefix + "/embeddings", openai, AsksForVectors());
    for (const Forwarded& forwarded : kForwarded) {
      post(prefix + forwarded.path, openai, AsksForForwarding(forwarded.path, forwarded.default_model));
    }
  }

  const auto answers = std::make_shared<const KeptAnswers>(services->memory);
  for (const std::string prefix : kPrefixes) {
    const std::string answer = prefix + "/responses/{id}";
    add("GET", answer, responses, [answers](auto call) { answers->Get(call); });
    add("DELETE", answer, responses, [answers](auto call) { answers->Delete(call); });
    add("GET", answer + "/input_items", responses, [answers](auto call) { answers->ListInput(call); });
    add("POST", answer + "/cancel", responses, [answers](auto call) { answers->Cancel(call); });
  }

  const auto models = std::make_shared<const Models>(services->router);
  // Google's SDKs differ in the version they ask for. The rest of the path, as model names may hold slashes.
  for (const std::string prefix : {"/v1beta", "/v1"}) {
    post(prefix + "/models/{target...}", google, AsksForGeminiAction());
  }
  add("GET", "/v1beta/models", google, [models](auto call) { models->List(std::move(call)); });
  add("GET", "/v1beta/models/{id...}", google, [models](auto call) { models->Get(std::move(call)); });
}

}  // namespace signalbox::gateway
