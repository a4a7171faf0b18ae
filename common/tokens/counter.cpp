#include "common/tokens/counter.h"

#include "common/tokens/model_families.h"

namespace signalbox::tokens {
namespace {

constexpr std::size_t kLongestName = 256;  // No model is called more; a longer text is not searched.

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsLetter(char c) {
  return c >= 'a' && c <= 'z';
}

char Normalized(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '.' || c == '_' ? '-' : c;
}

// A name goes on after its family's with a version or another word, never in the middle of a word or number.
bool HasFamily(std::string_view name, std::string_view prefix) {
  if (name.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (Normalized(name[i]) != prefix[i]) return false;
  }
  if (name.size() == prefix.size()) return true;
  const char next = Normalized(name[prefix.size()]);
  return !IsLetter(next) && !(IsDigit(next) && IsDigit(prefix.back()));
}

const ModelFamily* FamilyOf(std::string_view name) {
  for (const ModelFamily& family : kModelFamilies) {
    if (HasFamily(name, family.prefix)) return &family;
  }
  return nullptr;
}

std::string_view WithoutVendor(std::string_view model) {
  model = model.substr(0, kLongestName);
  model.remove_prefix(model.rfind('/') + 1);  // npos + 1 is 0.
  if (model.starts_with("ft:")) model.remove_prefix(3);
  return model;
}

}  // namespace

Counter CounterFor(std::string_view model) {
  std::string_view name = WithoutVendor(model);
  // Bedrock writes region and vendor before the name, with dots between them.
  while (true) {
    if (const ModelFamily* family = FamilyOf(name)) return family->counter;
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return kUnknown;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace signalbox::tokens
