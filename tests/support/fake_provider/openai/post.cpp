#include "tests/support/fake_provider/openai/post.h"

#include <utility>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::openai {

absl::StatusOr<JsonPost> JsonPost::Read(Visit& visit, const std::string& deployment, json::Document& document) {
  if (!document.Read(visit.http.body).ok() || !document.root().IsObject()) {
    return Invalid("We could not parse the JSON body of your request.");
  }
  std::string model = deployment.empty() ? TextAt(document.root(), "model") : deployment;
  if (model.empty()) return Invalid("you must provide a model parameter", "model");
  ASSIGN_OR_RETURN(Script script, visit.TakeScript(model));
  return JsonPost(document.root(), std::move(model), std::move(script));
}

}  // namespace signalbox::fake_provider::openai
