#include "common/dialect/openai_chat/role.h"

#include <array>
#include <utility>

namespace signalbox::dialect::openai_chat {
namespace {

constexpr std::array<std::pair<std::string_view, llm::v1::Role>, 5> kRoles = {{{"system", llm::v1::SYSTEM},
                                                                               {"developer", llm::v1::DEVELOPER},
                                                                               {"user", llm::v1::USER},
                                                                               {"assistant", llm::v1::ASSISTANT},
                                                                               {"tool", llm::v1::TOOL}}};

}  // namespace

llm::v1::Role RoleOf(std::string_view word) {
  for (const auto& [name, role] : kRoles) {
    if (name == word) return role;
  }
  return llm::v1::ROLE_UNSPECIFIED;
}

std::string_view WordOf(llm::v1::Role role) {
  for (const auto& [name, known] : kRoles) {
    if (known == role) return name;
  }
  return "";
}

}  // namespace signalbox::dialect::openai_chat
