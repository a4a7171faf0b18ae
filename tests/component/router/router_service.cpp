#include "tests/component/router/router_service.h"

#include <stdexcept>

#include <fmt/format.h>

#include "common/context/ids.h"
#include "common/rpc/channel.h"
#include "common/status/error.h"

namespace signalbox::router {
namespace {

constexpr char kSealingKey[] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

void Need(const absl::Status& status) {
  if (!status.ok()) throw std::runtime_error(MessageOf(status));
}

}  // namespace

std::string Providers(const test::FakeProvider& demo, const std::vector<ServedBy>& deployments,
                      std::string_view provider_settings) {
  std::string yaml = fmt::format(
      "  providers:\n"
      "    - {{ name: demo, base_url: '{}', allow_private: true, accounts: [ {{ name: main, api_key: "
      "sk-demo-0123456789 }} ]{} }}\n"
      "    - {{ name: away, base_url: 'http://127.0.0.1:9/v1', allow_private: true, accounts: [ {{ name: main, "
      "keyless: true }} ] }}\n",
      demo.openai_url(), provider_settings);
  if (deployments.empty()) return yaml;
  yaml += "  models:\n    - name: m\n      deployments:\n";
  for (const ServedBy& deployment : deployments) {
    yaml += fmt::format("        - {{ provider: {}, upstream_model: '{}', weight: {} }}\n", deployment.provider,
                        deployment.upstream_model, deployment.weight);
  }
  return yaml;
}

std::string ConfigFor(const support::Postgres& database, const std::string& settings) {
  return fmt::format("router:\n  postgres: {{ url: \"{}\" }}\n  sealing_key: {}\n{}", database.url(), kSealingKey,
                     settings);
}

absl::Status MigrateModule(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Migrate(file->Section("router"));
}

absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Create(file->Section("router"), app::Channels({}, {}, {}));
}

RouterService::RouterService(const support::Postgres& database, const std::string& settings) {
  const std::string yaml = ConfigFor(database, settings);
  Need(MigrateModule(yaml));
  auto module = CreateModule(yaml);
  Need(module.status());
  module_ = *std::move(module);
  Need(module_->Start());
  const std::string address = "unix-abstract:router-test-" + NewUuid();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(80 * 1024 * 1024);
  builder.AddChannelArgument("grpc.http2.bdp_probe", 0);
  module_->Register(builder);
  server_ = builder.BuildAndStart();
  const auto channel = rpc::NewChannel(address, {});
  stub_ = v1::RouterService::NewStub(channel);
  client_ = std::make_unique<RouterClient>(channel);
}

RouterService::~RouterService() {
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
}

std::shared_ptr<GenerationLog> RouterService::Generate(bool stream, const std::string& body_fields, bool reads_on) {
  return Generate(ChatRequest(stream, body_fields), reads_on);
}

std::shared_ptr<GenerationLog> RouterService::Generate(v1::GenerateRequest request, bool reads_on,
                                                       const RequestContext& context) {
  auto log = std::make_shared<GenerationLog>(reads_on);
  log->Bind(client_->Generate(context, std::move(request), log));
  return log;
}

bool RouterService::Serves(const std::string& model, std::chrono::milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  do {
    const auto models = Call(*this, &v1::RouterService::Stub::ListModels, v1::ListModelsRequest());
    if (!models.ok()) return false;
    for (const v1::Model& served : models->models()) {
      if (served.name() == model) return true;
    }
  } while (std::chrono::steady_clock::now() < deadline);
  return false;
}

v1::GenerateRequest ChatRequest(bool stream, const std::string& body_fields) {
  v1::GenerateRequest request;
  request.set_ticket(NewUuid());
  request.set_dialect(llm::v1::OPENAI_CHAT);
  request.set_model("m");
  request.set_stream(stream);
  request.set_body(
      fmt::format(R"({{"model":"m","messages":[{{"role":"user","content":"Where do trains go?"}}],"stream":{}{}}})",
                  stream, body_fields));
  return request;
}

}  // namespace signalbox::router
