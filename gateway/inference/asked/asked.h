#pragma once

#include <functional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "gateway/call.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

/// What a request asked for, as far as the edge needs it.
struct Asked {
  std::string model;
  std::string user;        ///< The caller's own end user, at most 256 bytes.
  std::string session_id;  ///< Empty when it names none.
  bool stream = false;
  llm::v1::Operation operation = llm::v1::GENERATE;
  bool json_array = false;                     ///< The stream is to be one JSON array instead of events: Google's.
  std::string conversation{};                  ///< The session's id again, if it has to exist.
  std::string previous_response_id{};          ///< The answer that is continued; empty when none.
  std::vector<std::string> item_references{};  ///< Items of earlier answers that the body only names.
  bool keep_answer = false;                    ///< It may be asked for, or continued, by its id.
};

/// A request that was read: what it asks for, and what the router is told besides body, ticket, history and what Asked
/// holds.
struct Question {
  Asked asked;
  router::v1::GenerateRequest request;
};

/// Reads the requests of one route. May correct the call's dialect, where that shows in the request only.
/// Errors: kInvalidArgument, with the field's path as metadata "field".
using ReadQuestion = std::function<absl::StatusOr<Question>(Call&)>;

/// A turn asked for in the body's dialect: chat completions, Responses, Messages.
ReadQuestion AsksForTurn(llm::v1::Dialect dialect);

/// The same at a path where callers of several dialects appear (/v1/completions): the body tells.
ReadQuestion AsksForCompletion();

/// How many tokens such a request would be.
ReadQuestion AsksForTokenCount(llm::v1::Dialect dialect);

/// Google's `{model}:{action}`, in the path parameter "target": generateContent, streamGenerateContent, countTokens.
ReadQuestion AsksForGeminiAction();

/// Vectors, in OpenAI's form.
ReadQuestion AsksForVectors();

/// Something that is passed on as it is to `path` of the provider. The model is the body's field `model`, of JSON or of
/// a form; `default_model` (may be empty: then it is required) when there is none.
ReadQuestion AsksForForwarding(std::string path, std::string default_model);

}  // namespace signalbox::gateway
