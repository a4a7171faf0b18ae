#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// The JSON body of a POST. `deployment`, where not empty, is the model. Errors: kInvalidArgument in OpenAI's words.
class JsonPost {
 public:
  static absl::StatusOr<JsonPost> Read(Visit& visit, const std::string& deployment, json::Document& document);

  json::Value root() const { return root_; }
  const std::string& model() const { return model_; }
  const Script& script() const { return script_; }

 private:
  JsonPost(json::Value root, std::string model, Script script)
      : root_(root), model_(std::move(model)), script_(std::move(script)) {}

  json::Value root_;
  std::string model_;
  Script script_;
};

}  // namespace signalbox::fake_provider::openai
