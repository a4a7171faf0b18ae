#include "gateway/telemetry/client_name.h"

#include <utility>

namespace signalbox::gateway {
namespace {

constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
    {"OpenAI/Python", "openai-python"},
    {"AsyncOpenAI/Python", "openai-python"},
    {"OpenAI/JS", "openai-node"},
    {"OpenAI/Go", "openai-go"},
    {"OpenAI/Java", "openai-java"},
    {"Anthropic/Python", "anthropic-python"},
    {"Anthropic/JS", "anthropic-node"},
    {"claude-cli/", "claude-cli"},
    {"curl/", "curl"},
    {"python-requests/", "python-requests"},
    {"python-httpx/", "python-httpx"},
    {"node", "node"},
    {"axios/", "axios"},
    {"Go-http-client/", "go"},
    {"Mozilla/", "browser"},
};

}  // namespace

std::string_view ClientName(std::string_view user_agent) {
  if (user_agent.empty()) return "none";
  for (const auto& [prefix, name] : kFamilies) {
    if (user_agent.starts_with(prefix)) return name;
  }
  return "other";
}

}  // namespace signalbox::gateway
