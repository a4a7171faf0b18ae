#include "tests/fuzz/same_json.h"

#include "common/json/document.h"

namespace signalbox::fuzz {
namespace {

bool AreSame(json::Value one, json::Value other);

bool IsOurs(json::Value key) {
  return key.Is("conversation_id") || key.Is("session_id");
}

bool HasAllOf(json::Value one, json::Value other) {
  for (const auto [key, value] : one.members()) {
    if (IsOurs(key)) continue;
    const auto found = other.Find(key.Text());
    if (!found || !AreSame(*one.Find(key.Text()), *found)) return false;
  }
  return true;
}

bool AreSameArrays(json::Value one, json::Value other) {
  auto at = other.elements().begin();
  for (const json::Value element : one.elements()) {
    if (at == other.elements().end() || !AreSame(element, *at)) return false;
    ++at;
  }
  return at == other.elements().end();
}

bool AreSame(json::Value one, json::Value other) {
  if (one.type() != other.type()) return false;
  if (one.IsString()) return one.Text() == other.Text();
  if (one.IsNumber()) return one.raw() == other.raw() || one.Number() == other.Number();
  if (one.IsObject()) return HasAllOf(one, other) && HasAllOf(other, one);
  return one.IsArray() ? AreSameArrays(one, other) : one.raw() == other.raw();
}

}  // namespace

bool SaySame(std::string_view one, std::string_view other) {
  json::Document first;
  json::Document second;
  return first.Read(one).ok() && second.Read(other).ok() && AreSame(first.root(), second.root());
}

}  // namespace signalbox::fuzz
