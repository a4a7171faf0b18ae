// Edits of any body: what comes out says what the same edits of another reader's tree say, and a body without the
// fields keeps its bytes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "common/dialect/field_edits.h"
#include "common/json/document.h"
#include "tests/fuzz/input.h"

namespace {

using signalbox::dialect::EditFields;
using signalbox::dialect::FieldEdit;
using signalbox::fuzz::Require;
using Tree = nlohmann::json;
using Action = FieldEdit::Action;

const FieldEdit kEdits[] = {
    {"session_id", Action::kRemove}, {"max_tokens", Action::kRename, "limit"}, {"model", Action::kSet, "\"m\""}};

void EditTree(Tree& tree) {
  tree.erase("session_id");
  if (const auto found = tree.find("max_tokens"); found != tree.end()) {
    Tree value = *found;
    tree.erase(found);
    if (!tree.contains("limit")) tree["limit"] = std::move(value);
  }
  tree["model"] = "m";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = signalbox::fuzz::TextOf(data, size);
  signalbox::json::Document document;
  const bool object = document.Read(body).ok() && document.root().IsObject();
  const auto edited = EditFields(body, kEdits);
  Require(edited.ok() == object);
  if (!object) return 0;
  Require(EditFields(*edited, kEdits) == edited);
  const auto kept = EditFields(body, {});
  Require(kept.ok() && *kept == body);

  if (RepeatedName(document.root())) return 0;  // What such a body says is each reader's own affair.
  Tree tree = Tree::parse(body, nullptr, false);
  if (tree.is_discarded()) return 0;  // Numbers beyond a double.
  EditTree(tree);
  Require(Tree::parse(*edited, nullptr, false) == tree);
  return 0;
}
