#include "common/app/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "common/app/local_sockets.h"
#include "common/app/module_type.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"
#include "signalbox/memory/v1/memory.grpc.pb.h"

namespace signalbox::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What the modules of a test did, in order.
using Journal = std::vector<std::string>;

class EchoService final : public memory::v1::MemoryService::Service {
  grpc::Status DeleteSession(grpc::ServerContext*, const memory::v1::DeleteSessionRequest* request,
                             memory::v1::DeleteSessionResponse* response) override {
    response->set_id(request->id());
    return grpc::Status::OK;
  }
};

class Recorded final : public Module {
 public:
  Recorded(std::string name, Journal& journal, absl::Status start)
      : name_(std::move(name)), journal_(journal), start_(start) {}
  ~Recorded() override { journal_.push_back("end " + name_); }

  void Register(grpc::ServerBuilder& builder) override { builder.RegisterService(&service_); }
  absl::Status Start() override {
    journal_.push_back("start " + name_);
    return start_;
  }
  void DrainNotice() override { journal_.push_back("notice " + name_); }
  void Drain(std::chrono::steady_clock::time_point) override { journal_.push_back("drain " + name_); }

 private:
  std::string name_;
  Journal& journal_;
  absl::Status start_;
  EchoService service_;
};

class ProcessTest : public ::testing::Test {
 protected:
  ModuleType Type(const std::string& name, absl::Status start = absl::OkStatus()) {
    ModuleType type;
    type.name = name;
    type.has_services = true;
    type.create = [this, name, start](config::Reader, const Channels&) -> absl::StatusOr<std::unique_ptr<Module>> {
      return std::make_unique<Recorded>(name, journal_, start);
    };
    return type;
  }

  Journal journal_;
  config::File file_ = *config::File::Parse("");
  Channels channels_{{}, {}, {"memory", "router"}};
};

TEST_F(ProcessTest, StartsInOrderAndStopsInReverse) {
  Process process({}, channels_);
  ASSERT_TRUE(process.Create({Type("memory"), Type("router")}, file_).ok());

  ASSERT_TRUE(process.Start().ok());
  process.Stop();

  EXPECT_THAT(journal_, ElementsAre("start memory", "start router", "notice router", "notice memory", "drain router",
                                    "end router", "drain memory", "end memory"));
}

TEST_F(ProcessTest, ModulesOfOneProcessReachEachOther) {
  Process process({}, channels_);
  ASSERT_TRUE(process.Create({Type("memory")}, file_).ok());
  ASSERT_TRUE(process.Start().ok());

  grpc::ClientContext call;
  memory::v1::DeleteSessionRequest request;
  memory::v1::DeleteSessionResponse response;
  request.set_id("there");
  const auto stub = memory::v1::MemoryService::NewStub(channels_.To("memory"));
  const grpc::Status status = stub->DeleteSession(&call, request, &response);
  process.Stop();

  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.id(), "there");
}

TEST_F(ProcessTest, AModuleThatCannotStartIsNamed) {
  Process process({}, channels_);
  ASSERT_TRUE(process.Create({Type("memory"), Type("router", absl::UnavailableError("no database"))}, file_).ok());

  const absl::Status status = process.Start();
  process.Stop();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(MessageOf(status), "router: no database");
}

TEST_F(ProcessTest, ASectionOfNoModuleIsAnError) {
  config::File file = *config::File::Parse("memroy: {}");
  Process process({}, channels_);

  EXPECT_THAT(MessageOf(process.Create({Type("memory")}, file)), HasSubstr("memroy"));
}

TEST(Channels, ACallToAServiceWithoutAnAddressNamesTheMissingSetting) {
  const Channels channels({}, {}, {});

  grpc::ClientContext call;
  call.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
  memory::v1::DeleteSessionResponse response;
  const grpc::Status status =
      memory::v1::MemoryService::NewStub(channels.To("memory"))->DeleteSession(&call, {}, &response);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("peers.memory"));
}

class SocketFolder final : public ::testing::Environment {
  void TearDown() override { RemoveLocalSockets(); }
};
const auto* const kSocketFolder = ::testing::AddGlobalTestEnvironment(new SocketFolder);

TEST(LocalSockets, TheirFolderIsClosedToOthers) {
  const std::string address = LocalAddress("memory");
  const std::string folder = address.substr(5, address.rfind('/') - 5);

  struct stat facts {};
  ASSERT_EQ(stat(folder.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

}  // namespace
}  // namespace signalbox::app
