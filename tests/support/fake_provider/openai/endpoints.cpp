#include "tests/support/fake_provider/openai/endpoints.h"

#include <array>

#include "tests/support/fake_provider/openai/chat.h"
#include "tests/support/fake_provider/openai/completions.h"
#include "tests/support/fake_provider/openai/dialect.h"
#include "tests/support/fake_provider/openai/embeddings.h"
#include "tests/support/fake_provider/openai/judgements.h"
#include "tests/support/fake_provider/openai/media.h"
#include "tests/support/fake_provider/openai/responses.h"

namespace signalbox::fake_provider::openai {
namespace {

constexpr std::string_view kModels =
    R"({"object":"list","data":[)"
    R"({"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},)"
    R"({"id":"gpt-4o-mini","object":"model","created":1721172741,"owned_by":"system"}]})";

using Handler = Plan (*)(const Dialect&, Visit&, const std::string& deployment);

struct Route {
  std::string_view endpoint;
  Handler handler;
};

constexpr std::array kPosts = {
    Route{"/chat/completions", AnswerChat},
    Route{"/completions", AnswerCompletions},
    Route{"/embeddings", AnswerEmbeddings},
    Route{"/responses", AnswerResponses},
    Route{"/images/generations", AnswerImages},
    Route{"/images/edits", AnswerImageEdits},
    Route{"/audio/speech", AnswerSpeech},
    Route{"/audio/transcriptions", AnswerTranscription},
    Route{"/audio/translations", AnswerTranscription},
    Route{"/moderations", AnswerModerations},
    Route{"/rerank", AnswerRerank},
};

Plan Models(Visit& visit) {
  const auto script = visit.TakeScript("/v1/models");
  if (!script.ok()) return RefusalPlan(OpenAi(), script.status());
  return ReplyPlan(OpenAi(), {.body = std::string(kModels)}, *script);
}

// A base URL joined twice is a mistake worth failing for.
bool RepeatsVersion(std::string_view path) {
  return path.find("/v1/v1/") != std::string_view::npos || path.find("/v1beta/v1/") != std::string_view::npos;
}

}  // namespace

std::optional<Plan> AnswerPost(const Dialect& dialect, Visit& visit, std::string_view endpoint,
                               const std::string& deployment) {
  for (const Route& route : kPosts) {
    if (endpoint.ends_with(route.endpoint)) return route.handler(dialect, visit, deployment);
  }
  return std::nullopt;
}

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  if (visit.Refuses(visit.http.Bearer())) return RefusalPlan(OpenAi(), "invalid_api_key");
  if (RepeatsVersion(path)) return std::nullopt;
  if (visit.IsGet() && path.ends_with("/models")) return Models(visit);
  return visit.IsPost() ? AnswerPost(OpenAi(), visit, path) : std::nullopt;
}

}  // namespace signalbox::fake_provider::openai
