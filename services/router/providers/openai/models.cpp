#include "services/router/providers/openai/models.h"

#include <algorithm>
#include <array>

namespace signalbox::router::openai {
namespace {

constexpr std::array<std::string_view, 3> kCompletionModels{"gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"};
constexpr std::string_view kFineTuned = "ft:";

/// "gpt-3.5-turbo-instruct-0914" is of "gpt-3.5-turbo-instruct".
bool IsVersionOf(std::string_view model, std::string_view name) {
  return model.starts_with(name) && (model.size() == name.size() || model[name.size()] == '-');
}

}  // namespace

bool IsCompletionModel(std::string_view model) {
  if (model.starts_with(kFineTuned)) {
    model.remove_prefix(kFineTuned.size());
    model = model.substr(0, model.find(':'));
  }
  return std::any_of(kCompletionModels.begin(), kCompletionModels.end(),
                     [&](std::string_view name) { return IsVersionOf(model, name); });
}

}  // namespace signalbox::router::openai
