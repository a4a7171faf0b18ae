#include "common/config/reader.h"

#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "common/config/scalar.h"
#include "common/config/source.h"
#include "common/status/error.h"

namespace signalbox::config {

struct Reader::Impl {
  std::shared_ptr<Source> source;
  std::string path;
  YAML::Node node;
  bool from_environment = true;  // Inside lists and named maps the environment has no name for a value.
  std::set<std::string> known;
  std::shared_ptr<std::vector<std::string>> errors = std::make_shared<std::vector<std::string>>();

  std::string PathOf(std::string_view key) const {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }
  void Fail(std::string_view key, std::string_view message) {
    errors->push_back(fmt::format("{}: {}", PathOf(key), message));
  }

  YAML::Node Child(std::string_view key) {
    known.insert(std::string(key));
    if (!node.IsDefined() || !node.IsMap()) return YAML::Node(YAML::NodeType::Undefined);
    const YAML::Node& constant = node;  // The const operator does not insert.
    const YAML::Node child = constant[std::string(key)];
    return child.IsDefined() ? child
                             : YAML::Node(YAML::NodeType::Undefined);  // What [] returns for none cannot be copied.
  }

  // The text at `key`: from the environment, else from the file with variables expanded.
  std::optional<std::string> Text(std::string_view key, bool secret = false) {
    std::optional<std::string> text = Raw(key);
    if (text) source->printed[PathOf(key)] = secret && !text->empty() ? "***" : *text;
    return text;
  }

  std::optional<std::string> Raw(std::string_view key) {
    const YAML::Node child = Child(key);
    if (from_environment) {
      if (auto value = source->Variable(VariableNameOf(PathOf(key)))) return value;
    }
    if (!child.IsDefined() || child.IsNull()) return std::nullopt;
    if (!child.IsScalar()) {
      Fail(key, "expected a single value");
      return std::nullopt;
    }
    absl::StatusOr<std::string> expanded = source->Expand(child.Scalar());
    if (expanded.ok()) return *std::move(expanded);
    Fail(key, MessageOf(expanded.status()));
    return std::nullopt;
  }

  void Nested(const YAML::Node& child, const std::string& child_path, bool environment,
              const std::function<void(Reader&)>& read) {
    if (child.IsDefined() && !child.IsNull() && !child.IsMap()) {
      errors->push_back(child_path + ": expected a map");
      return;
    }
    Reader reader(source, child_path, &child);
    reader.impl_->from_environment = environment;
    reader.impl_->errors = errors;
    read(reader);
    reader.impl_->FindUnknown();
  }

  void FindUnknown() {
    if (!node.IsDefined() || !node.IsMap()) return;
    for (const auto& entry : node) {
      const std::string key = entry.first.as<std::string>();
      if (!known.count(key)) Fail(key, "unknown setting");
    }
  }
};

Reader::Reader(std::shared_ptr<Source> source, std::string path, const void* yaml_node)
    : impl_(std::make_unique<Impl>()) {
  impl_->source = std::move(source);
  impl_->path = std::move(path);
  if (yaml_node) impl_->node.reset(*static_cast<const YAML::Node*>(yaml_node));
}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

void Reader::Get(std::string_view key, std::string& target) {
  if (auto text = impl_->Text(key)) target = *std::move(text);
}

void Reader::GetSecret(std::string_view key, std::string& target) {
  if (auto text = impl_->Text(key, true)) target = *std::move(text);
}

void Reader::Get(std::string_view key, bool& target) {
  const auto text = impl_->Text(key);
  if (!text) return;
  if (const auto value = ParseBool(*text)) {
    target = *value;
  } else {
    impl_->Fail(key, fmt::format("\"{}\" is neither true nor false", *text));
  }
}

void Reader::Get(std::string_view key, std::int64_t& target, std::int64_t least, std::int64_t most) {
  const auto text = impl_->Text(key);
  if (!text) return;
  const auto value = ParseInt(*text);
  if (!value || *value < least || *value > most) {
    return impl_->Fail(key, fmt::format("\"{}\" is not a whole number from {} to {}", *text, least, most));
  }
  target = *value;
}

void Reader::Get(std::string_view key, int& target, int least, int most) {
  std::int64_t wide = target;
  Get(key, wide, least, most);
  target = static_cast<int>(wide);
}

void Reader::Get(std::string_view key, double& target, double least, double most) {
  const auto text = impl_->Text(key);
  if (!text) return;
  const auto value = ParseDouble(*text);
  if (!value || *value < least || *value > most) {
    return impl_->Fail(key, fmt::format("\"{}\" is not a number from {} to {}", *text, least, most));
  }
  target = *value;
}

void Reader::Get(std::string_view key, std::chrono::milliseconds& target, std::chrono::milliseconds least,
                 std::chrono::milliseconds most) {
  const auto text = impl_->Text(key);
  if (!text) return;
  const auto value = ParseDuration(*text);
  if (!value || *value < least || *value > most) {
    return impl_->Fail(key, fmt::format("\"{}\" is not a duration from {}ms to {}ms (write 250ms, 30s, 5m or 1h)",
                                        *text, least.count(), most.count()));
  }
  target = *value;
}

void Reader::Get(std::string_view key, std::vector<std::string>& target) {
  const YAML::Node child = impl_->Child(key);
  if (!child.IsDefined() || child.IsNull()) return;
  if (child.IsScalar()) {
    std::string value;
    Get(key, value);
    target = {std::move(value)};
    return;
  }
  if (!child.IsSequence()) return impl_->Fail(key, "expected a list");
  std::vector<std::string> values;
  for (const YAML::Node& item : child) {
    const auto expanded = item.IsScalar() ? impl_->source->Expand(item.Scalar())
                                          : Error(absl::StatusCode::kInvalidArgument, "", "expected single values");
    if (!expanded.ok()) return impl_->Fail(key, MessageOf(expanded.status()));
    values.push_back(*expanded);
  }
  target = std::move(values);
}

void Reader::GetTexts(std::string_view key, std::map<std::string, std::string>& target) {
  const YAML::Node child = impl_->Child(key);
  if (!child.IsDefined() || child.IsNull()) return;
  if (!child.IsMap()) return impl_->Fail(key, "expected a map");
  std::map<std::string, std::string> texts;
  impl_->Nested(child, impl_->PathOf(key), false, [&](Reader& map) {
    for (const auto& entry : child) {
      const std::string name = entry.first.as<std::string>();
      map.Get(name, texts[name]);
    }
  });
  target = std::move(texts);
}

void Reader::GetMap(std::string_view key, const std::function<void(Reader&)>& read) {
  impl_->Nested(impl_->Child(key), impl_->PathOf(key), impl_->from_environment, read);
}

void Reader::GetEach(std::string_view key, const std::function<void(Reader&)>& read) {
  const YAML::Node child = impl_->Child(key);
  if (!child.IsDefined() || child.IsNull()) return;
  if (!child.IsSequence()) return impl_->Fail(key, "expected a list");
  for (size_t i = 0; i < child.size(); ++i) {
    impl_->Nested(child[i], fmt::format("{}[{}]", impl_->PathOf(key), i), false, read);
  }
}

void Reader::GetNamed(std::string_view key, const std::function<void(const std::string&, Reader&)>& read) {
  const YAML::Node child = impl_->Child(key);
  if (!child.IsDefined() || child.IsNull()) return;
  if (!child.IsMap()) return impl_->Fail(key, "expected a map");
  for (const auto& entry : child) {
    const std::string name = entry.first.as<std::string>();
    impl_->Nested(entry.second, impl_->PathOf(key) + "." + name, false, [&](Reader& reader) { read(name, reader); });
  }
}

void Reader::Fail(std::string_view key, std::string_view message) {
  impl_->Fail(key, message);
}

absl::Status Reader::Done() {
  impl_->FindUnknown();
  if (impl_->errors->empty()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("{}", fmt::join(*impl_->errors, "\n")));
}

}  // namespace signalbox::config
