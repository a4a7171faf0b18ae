#include "services/router/client/router_client.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "signalbox/router/v1/router.grpc.pb.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;
using ServerStream = grpc::ServerReaderWriter<v1::GenerateEvent, v1::GenerateCall>;

/// A router whose Generate is written by each test.
class ScriptedRouter final : public v1::RouterService::Service {
 public:
  std::function<grpc::Status(grpc::ServerContext&, ServerStream&)> script;

 private:
  grpc::Status Generate(grpc::ServerContext* call, ServerStream* stream) override { return script(*call, *stream); }

  grpc::Status ListModels(grpc::ServerContext*, const v1::ListModelsRequest*,
                          v1::ListModelsResponse* response) override {
    response->add_models()->set_name("m");
    return grpc::Status::OK;
  }
};

/// Keeps what it hears; reads on by itself unless told not to.
class RecordingObserver final : public GenerateObserver {
 public:
  explicit RecordingObserver(bool reads_on = true) : reads_on_(reads_on) {}

  void Bind(std::shared_ptr<Generation> generation) { generation_.set_value(std::move(generation)); }

  absl::Status Done() {
    auto done = done_.get_future();
    if (done.wait_for(10s) != std::future_status::ready) return absl::DeadlineExceededError("OnDone did not come");
    return done.get();
  }

  v1::GenerateEvent NextEvent() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, 10s, [&] { return !events_.empty(); })) return {};
    v1::GenerateEvent event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

  size_t pending() {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }

 private:
  void OnEvent(v1::GenerateEvent& event) override {
    {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
    }
    changed_.notify_all();
    if (reads_on_) shared_.get()->Next();
  }

  void OnDone(const absl::Status& status) override { done_.set_value(status); }

  const bool reads_on_;
  std::promise<std::shared_ptr<Generation>> generation_;
  std::shared_future<std::shared_ptr<Generation>> shared_ = generation_.get_future().share();
  std::promise<absl::Status> done_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<v1::GenerateEvent> events_;
};

v1::GenerateEvent Data(const std::string& bytes) {
  v1::GenerateEvent event;
  event.set_data(bytes);
  return event;
}

v1::GenerateEvent TailOf(llm::v1::Ending ending) {
  v1::GenerateEvent event;
  event.mutable_tail()->set_ending(ending);
  return event;
}

class RouterClientTest : public ::testing::Test {
 protected:
  RouterClientTest() {
    const std::string address = "unix-abstract:router-client-" + NewUuid();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    client_ = std::make_unique<RouterClient>(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  }

  ~RouterClientTest() override { server_->Shutdown(std::chrono::system_clock::now()); }

  std::shared_ptr<Generation> Generate(const std::shared_ptr<RecordingObserver>& observer,
                                       RequestContext context = {}) {
    v1::GenerateRequest request;
    request.set_model("m");
    auto generation = client_->Generate(context, std::move(request), observer);
    observer->Bind(generation);
    return generation;
  }

  ScriptedRouter service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<RouterClient> client_;
};

TEST_F(RouterClientTest, EventsArriveInOrderAndATailEndsWell) {
  service_.script = [](grpc::ServerContext&, ServerStream& stream) {
    v1::GenerateCall call;
    if (!stream.Read(&call) || call.request().model() != "m")
      return grpc::Status(grpc::StatusCode::INTERNAL, "request");
    for (const char* word : {"a", "b", "c"}) stream.Write(Data(word));
    stream.Write(TailOf(llm::v1::COMPLETED));
    return grpc::Status::OK;
  };
  const auto observer = std::make_shared<RecordingObserver>();

  Generate(observer);

  EXPECT_TRUE(observer->Done().ok());
  EXPECT_EQ(observer->NextEvent().data(), "a");
  EXPECT_EQ(observer->NextEvent().data(), "b");
  EXPECT_EQ(observer->NextEvent().data(), "c");
  EXPECT_EQ(observer->NextEvent().tail().ending(), llm::v1::COMPLETED);
}

TEST_F(RouterClientTest, NoEventArrivesUntilItIsAskedFor) {
  service_.script = [](grpc::ServerContext&, ServerStream& stream) {
    v1::GenerateCall call;
    stream.Read(&call);
    stream.Write(Data("a"));
    stream.Write(TailOf(llm::v1::COMPLETED));
    return grpc::Status::OK;
  };
  const auto observer = std::make_shared<RecordingObserver>(false);
  const auto generation = Generate(observer);
  ASSERT_EQ(observer->NextEvent().data(), "a");
  EXPECT_EQ(observer->pending(), 0u);

  generation->Next();

  EXPECT_TRUE(observer->NextEvent().has_tail());
  EXPECT_TRUE(observer->Done().ok());
}

TEST_F(RouterClientTest, StopReachesTheRouterAndTheTailStillArrives) {
  service_.script = [](grpc::ServerContext&, ServerStream& stream) {
    v1::GenerateCall call;
    stream.Read(&call);
    stream.Write(Data("a"));
    if (!stream.Read(&call) || !call.has_stop()) return grpc::Status(grpc::StatusCode::INTERNAL, "no stop");
    stream.Write(TailOf(llm::v1::CLIENT_CANCELLED));
    return grpc::Status::OK;
  };
  const auto observer = std::make_shared<RecordingObserver>();
  const auto generation = Generate(observer);
  ASSERT_EQ(observer->NextEvent().data(), "a");

  generation->Stop();
  generation->Stop();

  EXPECT_EQ(observer->NextEvent().tail().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_TRUE(observer->Done().ok());
}

TEST_F(RouterClientTest, StopRightAfterTheRequestIsNotLost) {
  service_.script = [](grpc::ServerContext&, ServerStream& stream) {
    v1::GenerateCall call;
    stream.Read(&call);
    if (!stream.Read(&call) || !call.has_stop()) return grpc::Status(grpc::StatusCode::INTERNAL, "no stop");
    stream.Write(TailOf(llm::v1::CLIENT_CANCELLED));
    return grpc::Status::OK;
  };
  const auto observer = std::make_shared<RecordingObserver>();

  Generate(observer)->Stop();

  EXPECT_TRUE(observer->Done().ok());
}

TEST_F(RouterClientTest, CancelEndsACallWhoseNextEventNobodyAskedFor) {
  service_.script = [](grpc::ServerContext& call, ServerStream& stream) {
    v1::GenerateCall request;
    stream.Read(&request);
    stream.Write(Data("a"));
    while (stream.Read(&request) && !call.IsCancelled()) continue;
    return grpc::Status::CANCELLED;
  };
  const auto observer = std::make_shared<RecordingObserver>(false);
  const auto generation = Generate(observer);
  ASSERT_EQ(observer->NextEvent().data(), "a");

  generation->Cancel();
  generation->Next();

  EXPECT_EQ(observer->Done().code(), absl::StatusCode::kCancelled);
}

TEST_F(RouterClientTest, ACallWithoutTailIsAFailure) {
  service_.script = [](grpc::ServerContext&, ServerStream&) { return grpc::Status::OK; };
  const auto observer = std::make_shared<RecordingObserver>();

  Generate(observer);

  EXPECT_EQ(observer->Done().code(), absl::StatusCode::kInternal);
}

TEST_F(RouterClientTest, ARefusalArrivesWithItsCode) {
  service_.script = [](grpc::ServerContext&, ServerStream&) { return grpc::Status(grpc::StatusCode::NOT_FOUND, "no"); };
  const auto observer = std::make_shared<RecordingObserver>();

  Generate(observer);

  EXPECT_EQ(observer->Done().code(), absl::StatusCode::kNotFound);
}

TEST_F(RouterClientTest, ADeadlineTooNearFailsWithoutACall) {
  service_.script = [](grpc::ServerContext&, ServerStream&) { return grpc::Status::OK; };
  const auto observer = std::make_shared<RecordingObserver>();

  Generate(observer, RequestContext::Background(1ms));

  EXPECT_EQ(observer->Done().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(RouterClientTest, ModelsArriveOnTheCallback) {
  std::promise<absl::StatusOr<v1::ListModelsResponse>> promise;

  client_->ListModels({},
                      [&](absl::StatusOr<v1::ListModelsResponse> response) { promise.set_value(std::move(response)); });

  const auto response = promise.get_future().get();
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->models(0).name(), "m");
}

}  // namespace
}  // namespace signalbox::router
