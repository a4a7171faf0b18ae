#include "services/router/providers/kind_rules.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/validate.h"
#include "services/router/providers/bedrock/credentials.h"
#include "services/router/providers/openai_compatible/presets.h"
#include "services/router/providers/vertex/location.h"
#include "services/router/providers/vertex/service_account.h"

namespace signalbox::router {
namespace {

absl::Status BadField(const std::string& field, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message, {{"field", field}});
}

bool IsLowerAlnumOrDash(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/// A part of a host name, so that none can lead elsewhere.
bool IsLabel(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), IsLowerAlnumOrDash);
}

/// "my-project", or "example.com:my-project".
bool IsProject(std::string_view text) {
  const auto allowed = [](char c) { return IsLowerAlnumOrDash(c) || c == '.' || c == ':'; };
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), allowed);
}

/// "2024-10-21" or "2025-04-01-preview".
bool IsDatedVersion(std::string_view text) {
  if (text.ends_with("-preview")) text.remove_suffix(std::string_view("-preview").size());
  constexpr std::string_view kForm = "dddd-dd-dd";
  const auto fits = [](char form, char c) { return form == 'd' ? c >= '0' && c <= '9' : c == form; };
  return text.size() == kForm.size() && std::equal(kForm.begin(), kForm.end(), text.begin(), fits);
}

bool IsApiVersion(std::string_view text) {
  return text == "v1" || text == "preview" || IsDatedVersion(text);
}

bool IsPreset(std::string_view text) {
  return openai_compatible::FindPreset(text) != nullptr;
}

std::string PresetForm() {
  std::string form = "must be one of";
  for (const openai_compatible::Preset& preset : openai_compatible::Presets()) {
    form += &preset == &openai_compatible::Presets().front() ? " " : ", ";
    form += preset.name;
  }
  form += "; leave it out and give base_url for another";
  return form;
}

struct SettingRule {
  std::string_view name;
  bool required;
  std::string_view fallback;
  bool (*valid)(std::string_view);
  std::string (*form)();
};

std::string Value(const Settings& settings, const std::string& name) {
  const auto found = settings.find(name);
  return found == settings.end() ? "" : found->second;
}

struct KindRule {
  std::string_view name;
  std::string (*base_url)(const Settings&);  ///< Empty when it has none by itself.
  std::span<const SettingRule> settings;
  absl::Status (*check_secret)(std::string_view);
};

absl::Status CheckServiceAccount(std::string_view secret) {
  return vertex::ParseServiceAccount(secret).status();
}

absl::Status CheckCredentials(std::string_view secret) {
  RETURN_IF_ERROR(CheckApiKey(secret));
  return bedrock::ParseCredentials(secret).status();
}

constexpr std::array kAzureSettings{
    SettingRule{"api_version", false, "2024-10-21", IsApiVersion,
                [] { return std::string("must be a date as 2024-10-21, one with -preview, v1 or preview"); }}};
constexpr std::array kCompatibleSettings{SettingRule{"preset", false, "", IsPreset, PresetForm}};
constexpr std::array kVertexSettings{
    SettingRule{"location", true, "", IsLabel,
                [] { return std::string("must be a region as europe-west1, us, eu or global"); }},
    SettingRule{"project", true, "", IsProject,
                [] { return std::string("must be the id of a Google Cloud project"); }}};
constexpr std::array kBedrockSettings{
    SettingRule{"region", true, "", IsLabel, [] { return std::string("must be an AWS region as us-east-1"); }}};

const std::array kKinds{
    KindRule{"openai", [](const Settings&) { return std::string("https://api.openai.com/v1"); }, {}, CheckApiKey},
    KindRule{"anthropic", [](const Settings&) { return std::string("https://api.anthropic.com"); }, {}, CheckApiKey},
    KindRule{"gemini",
             [](const Settings&) { return std::string("https://generativelanguage.googleapis.com"); },
             {},
             CheckApiKey},
    KindRule{"azure", [](const Settings&) { return std::string(); }, kAzureSettings, CheckApiKey},
    KindRule{"openai_compatible",
             [](const Settings& settings) {
               const openai_compatible::Preset* preset = openai_compatible::FindPreset(Value(settings, "preset"));
               return preset ? std::string(preset->base_url) : std::string();
             },
             kCompatibleSettings, CheckApiKey},
    KindRule{"vertex", [](const Settings& settings) { return vertex::BaseUrlOf(Value(settings, "location")); },
             kVertexSettings, CheckServiceAccount},
    KindRule{"bedrock",
             [](const Settings& settings) {
               return "https://bedrock-runtime." + Value(settings, "region") + ".amazonaws.com";
             },
             kBedrockSettings, CheckCredentials},
};

const KindRule* FindKind(std::string_view name) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindRule& kind) { return kind.name == name; });
  return found == kKinds.end() ? nullptr : &*found;
}

std::string KindForm() {
  std::string form = "must be one of";
  for (const KindRule& kind : kKinds) {
    form += &kind == &kKinds.front() ? " " : ", ";
    form += kind.name;
  }
  return form;
}

absl::Status CompleteSetting(const SettingRule& rule, Settings& settings) {
  const std::string name(rule.name);
  if (!settings.contains(name)) {
    if (rule.required) return BadField("settings." + name, "is required and " + rule.form());
    if (!rule.fallback.empty()) settings[name] = rule.fallback;
    return absl::OkStatus();
  }
  return rule.valid(settings[name]) ? absl::OkStatus() : BadField("settings." + name, rule.form());
}

absl::Status RefuseUnknown(const KindRule& kind, const Settings& settings) {
  for (const auto& [name, value] : settings) {
    const auto same = [&, &name = name](const SettingRule& rule) { return rule.name == name; };
    if (std::any_of(kind.settings.begin(), kind.settings.end(), same)) continue;
    std::string message = "is no setting of this kind, which has ";
    if (kind.settings.empty()) message += "none";
    for (const SettingRule& rule : kind.settings) {
      if (&rule != &kind.settings.front()) message += ", ";
      message += rule.name;
    }
    return BadField("settings." + name, message);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Provider> KindRules::Complete(Provider provider) const {
  if (provider.kind.empty()) provider.kind = "openai";
  const KindRule* kind = FindKind(provider.kind);
  if (!kind) return BadField("kind", KindForm());
  RETURN_IF_ERROR(RefuseUnknown(*kind, provider.settings));
  for (const SettingRule& rule : kind->settings) RETURN_IF_ERROR(CompleteSetting(rule, provider.settings));
  if (provider.base_url.empty()) provider.base_url = kind->base_url(provider.settings);
  absl::StatusOr<std::string> base_url = ParseBaseUrl(provider.base_url);
  if (!base_url.ok()) return BadField("base_url", MessageOf(base_url.status()));
  provider.base_url = *std::move(base_url);
  return provider;
}

absl::Status KindRules::CheckSecret(const Provider& provider, std::string_view secret) const {
  const KindRule* kind = FindKind(provider.kind);
  return kind ? kind->check_secret(secret) : BadField("kind", KindForm());
}

}  // namespace signalbox::router
