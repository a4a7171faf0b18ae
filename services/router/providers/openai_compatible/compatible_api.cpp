#include "services/router/providers/openai_compatible/compatible_api.h"

#include <utility>

#include "common/status/macros.h"
#include "services/router/providers/call_headers.h"
#include "services/router/providers/openai_compatible/paths.h"
#include "services/router/providers/openai_compatible/presets.h"
#include "services/router/providers/openai_compatible/quirks.h"

namespace signalbox::router::openai_compatible {
namespace {

const Preset& PresetOf(const Provider& provider) {
  static const Preset without;
  const auto found = provider.settings.find("preset");
  const Preset* preset = found == provider.settings.end() ? nullptr : FindPreset(found->second);
  return preset ? *preset : without;
}

void AddKey(const Preset& preset, const Account& account, HttpHeaders& headers) {
  if (account.api_key.empty()) return;
  if (preset.auth == "bearer") {
    headers.emplace_back("authorization", "Bearer " + account.api_key);
  } else {
    headers.emplace_back(preset.auth, account.api_key);
  }
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> CompatibleApi::DialectFor(const Provider& provider, const Question& question) const {
  const Preset& preset = PresetOf(provider);
  return DialectOf(question, {preset.completions, preset.embeddings, preset.responses});
}

absl::StatusOr<ProviderCall> CompatibleApi::Call(const Provider& provider, const Account& account, Written written,
                                                 std::string_view, TimePoint) const {
  const Preset& preset = PresetOf(provider);
  ProviderCall call;
  call.url = provider.base_url;
  call.url += preset.prefix;
  call.url += PathOf(written);
  call.headers = PlainHeaders(written);
  AddKey(preset, account, call.headers);
  const bool chat = written.operation == llm::v1::GENERATE && written.dialect == llm::v1::OPENAI_CHAT;
  if (!chat || preset.quirks.empty()) {
    call.body = std::move(written.body);
    return call;
  }
  ASSIGN_OR_RETURN(call.body, Apply(preset.quirks, written.body, call.losses));
  return call;
}

absl::StatusOr<ProviderCall> CompatibleApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                                  TimePoint) const {
  const Preset& preset = PresetOf(provider);
  ProviderCall call;
  call.method = "GET";
  call.url = provider.base_url;
  call.url += preset.models_path;
  call.headers = PlainHeaders();
  AddKey(preset, account, call.headers);
  return call;
}

}  // namespace signalbox::router::openai_compatible
