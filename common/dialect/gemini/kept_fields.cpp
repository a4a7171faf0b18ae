#include "common/dialect/gemini/kept_fields.h"

#include <utility>

#include "common/dialect/gemini/names.h"

namespace signalbox::dialect::gemini {
namespace {

// What is kept stood in a text of allowed depth; here it may stand one level deeper.
constexpr json::Limits kLimits{.max_depth = 129};

void Append(std::string& object, std::string_view path, std::string_view raw) {
  if (!object.empty()) object += ',';
  json::AppendString(object, path);
  object += ':';
  object += raw;
}

}  // namespace

void FieldKeeper::Keep(std::string_view path, json::Value value) {
  Append(fields_, path, value.raw());
}

void FieldKeeper::KeepIn(std::string_view object_path, json::Value key, json::Value value) {
  Append(fields_, Join(object_path, key.Text()), value.raw());
}

void FieldKeeper::KeepForm(std::string_view path, std::string_view raw) {
  Append(forms_, path, raw);
}

std::string FieldKeeper::Close(std::string& members) {
  if (members.empty()) return {};
  std::string object = "{";
  object += members;
  object += '}';
  members.clear();
  return object;
}

KeptFields::KeptFields(std::string_view extra_json, std::string_view form_json) {
  const auto read = [](std::string_view text, json::Document& into) {
    return !text.empty() && into.Read(text, kLimits).ok() && into.root().IsObject();
  };
  has_fields_ = read(extra_json, fields_);
  has_forms_ = read(form_json, forms_);
}

std::optional<json::Value> KeptFields::Find(std::string_view path) const {
  return has_fields_ ? fields_.root().Find(path) : std::nullopt;
}

std::optional<json::Value> KeptFields::Form(std::string_view path) const {
  return has_forms_ ? forms_.root().Find(path) : std::nullopt;
}

bool KeptFields::HasIn(std::string_view path) const {
  if (!has_fields_) return false;
  const std::string prefix = Join(path, "");
  for (const auto [key, value] : fields_.root().members()) {
    if (key.Text().starts_with(prefix)) return true;
  }
  return false;
}

FieldWriter::FieldWriter(json::Writer& writer, const KeptFields& kept, std::string_view path, Object object)
    : writer_(writer), kept_(kept), path_(path) {
  if (object == Object::kBegins) writer_.BeginObject();
}

std::string FieldWriter::PathOf(std::string_view name) const {
  return Join(path_, name);
}

bool FieldWriter::Wants(std::string_view name) {
  if (kept_.any()) {
    const std::string path = PathOf(name);
    if (kept_.Find(path)) return false;
    if (const auto form = kept_.Form(path)) {
      if (!form->IsNull()) writer_.Key(name).Raw(form->raw());
      return false;
    }
  }
  writer_.Key(name);
  return true;
}

void FieldWriter::Finish() {
  if (kept_.has_fields_) {
    const std::string prefix = path_.empty() ? "" : PathOf("");
    for (const auto [key, value] : kept_.fields_.root().members()) {
      const std::string path = key.Text();
      if (!path.starts_with(prefix)) continue;
      const std::string_view name = std::string_view(path).substr(prefix.size());
      if (name.find('.') == name.npos) writer_.Key(name).Raw(value.raw());
    }
  }
  writer_.EndObject();
}

}  // namespace signalbox::dialect::gemini
