#include "common/protojson/field.h"

#include <algorithm>
#include <numeric>

#include "signalbox/http/v1/annotations.pb.h"

namespace signalbox::protojson {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

namespace {

const http::v1::Field& OptionsOf(const FieldDescriptor& field) {
  return field.options().GetExtension(http::v1::field);
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string Lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

bool Accepts(const FieldDescriptor& field, std::string_view name) {
  const auto& accepted = OptionsOf(field).accept();
  return OptionsOf(field).name() == name || std::find(accepted.begin(), accepted.end(), name) != accepted.end();
}

std::vector<std::string> KnownNames(const Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    names.push_back(NameOf(field));
    names.insert(names.end(), OptionsOf(field).accept().begin(), OptionsOf(field).accept().end());
  }
  return names;
}

std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replace = diagonal + (Lower(a[i]) == Lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replace, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string NameOf(const FieldDescriptor& field) {
  const std::string& name = OptionsOf(field).name();
  return name.empty() ? field.name() : name;
}

std::vector<std::string> RepeatedUnder(const FieldDescriptor& field) {
  return {OptionsOf(field).emit().begin(), OptionsOf(field).emit().end()};
}

const FieldDescriptor* FindField(const Descriptor& message, std::string_view name) {
  const FieldDescriptor* own = nullptr;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* const field = message.field(i);
    if (Accepts(*field, name)) return field;
    if (field->name() == name || field->json_name() == name) own = field;
  }
  return own;
}

std::string NearestName(const Descriptor& message, std::string_view name) {
  constexpr std::size_t kLongest = 64;
  if (name.size() > kLongest) return "";
  std::string nearest;
  // A third of the letters may differ, and at most two: enough for a slip, too little for a guess.
  std::size_t best = std::min<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& known : KnownNames(message)) {
    const std::size_t distance = Distance(name, known);
    if (distance >= best) continue;
    best = distance;
    nearest = known;
  }
  return nearest;
}

bool IsMoney(const FieldDescriptor& field) {
  return OptionsOf(field).money();
}

bool IsTimestamp(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->well_known_type() == Descriptor::WELLKNOWNTYPE_TIMESTAMP;
}

const FieldDescriptor* ListInside(const FieldDescriptor& field) {
  if (field.is_repeated() || field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return nullptr;
  const Descriptor& type = *field.message_type();
  if (type.field_count() != 1) return nullptr;
  const FieldDescriptor* const only = type.field(0);
  return only->is_repeated() && !only->is_map() ? only : nullptr;
}

std::string WordOf(const EnumValueDescriptor& value) {
  constexpr std::string_view kSuffix = "_UNSPECIFIED";
  if (value.number() == 0 && std::string_view(value.name()).ends_with(kSuffix)) return "";
  return Lowered(value.name());
}

const EnumValueDescriptor* ValueOf(const EnumDescriptor& type, std::string_view word) {
  const std::string lower = Lowered(word);
  for (int i = 0; i < type.value_count() && !word.empty(); ++i) {
    if (WordOf(*type.value(i)) == lower) return type.value(i);
  }
  return nullptr;
}

}  // namespace signalbox::protojson
