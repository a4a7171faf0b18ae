#include "common/dialect/openai_responses/notes.h"

namespace signalbox::dialect::openai_responses {
namespace {

std::optional<json::Value> ObjectIn(json::Value root, std::string_view name) {
  const auto value = root.Find(name);
  return value && value->IsObject() ? value : std::nullopt;
}

// The text between the braces; empty for what is no object.
std::string_view Inside(std::string_view object) {
  return object.size() > 2 && object.front() == '{' && object.back() == '}' ? object.substr(1, object.size() - 2)
                                                                            : std::string_view();
}

}  // namespace

Notes::Notes(const llm::v1::ContentBlock& block, bool own) {
  if (!own || block.form_json().empty()) return;
  if (!document_.Read(block.form_json()).ok() || !document_.root().IsObject()) return;
  item_ = ObjectIn(document_.root(), "item");
  part_ = ObjectIn(document_.root(), "part");
  more_ = document_.root().Find("more").has_value();
}

std::string FormOf(std::string_view item, std::string_view part) {
  std::string form;
  if (!item.empty()) {
    form += R"({"item":)";
    form += item;
  }
  if (!part.empty()) {
    form += form.empty() ? R"({"part":)" : R"(,"part":)";
    form += part;
  }
  if (!form.empty()) form += '}';
  return form;
}

std::string WithItem(std::string_view form, std::string_view item) {
  std::string with = FormOf(item, {});
  if (form.empty() || with.empty()) return with.empty() ? std::string(form) : with;
  with.back() = ',';
  with += form.substr(1);
  return with;
}

std::string ItemFieldsOf(const llm::v1::Message& message, bool own) {
  const std::string& form = message.form_json();
  if (!own || form == kInstructionsForm || form == kShorthandForm) return {};
  return JoinFields(form, message.extra_json());
}

std::string JoinFields(std::string_view first, std::string_view second) {
  if (Inside(second).empty()) return std::string(first);
  if (Inside(first).empty()) return std::string(second);
  std::string joined(first.substr(0, first.size() - 1));
  joined += ',';
  joined += second.substr(1);
  return joined;
}

std::string FieldOf(std::string_view object, std::string_view name) {
  json::Document document;
  if (object.empty() || !document.Read(object).ok() || !document.root().IsObject()) return {};
  const auto value = document.root().Find(name);
  return value ? std::string(value->raw()) : std::string();
}

}  // namespace signalbox::dialect::openai_responses
