#include "gateway/operations/peer_health.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

namespace signalbox::gateway {
namespace {

constexpr char kCheckMethod[] = "/grpc.health.v1.Health/Check";

// HealthCheckResponse{status: SERVING}. Debian packages no grpc/health/v1/health.proto, and two bytes need none.
constexpr std::string_view kServing("\x08\x01", 2);

/// One question under way.
struct Question {
  grpc::ClientContext context;
  grpc::ByteBuffer request{nullptr, 0};  // HealthCheckRequest{}: the whole server.
  grpc::ByteBuffer answer;
};

bool IsServing(const grpc::ByteBuffer& answer) {
  std::vector<grpc::Slice> slices;
  if (!answer.Dump(&slices).ok()) return false;
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes == kServing;
}

}  // namespace

struct PeerHealth::Impl {
  explicit Impl(const std::shared_ptr<grpc::Channel>& channel) : stub(channel) {}
  grpc::GenericStub stub;
};

PeerHealth::PeerHealth(std::string name, std::shared_ptr<grpc::Channel> channel)
    : name_(std::move(name)), impl_(channel ? std::make_unique<Impl>(channel) : nullptr) {}

PeerHealth::~PeerHealth() = default;

void PeerHealth::Check(std::chrono::milliseconds timeout, std::function<void(bool serving)> done) {
  const auto question = std::make_shared<Question>();
  question->context.set_deadline(std::chrono::system_clock::now() + timeout);
  impl_->stub.UnaryCall(&question->context, kCheckMethod, {}, &question->request, &question->answer,
                        [question, done = std::move(done)](const grpc::Status& status) {
                          done(status.ok() && IsServing(question->answer));
                        });
}

}  // namespace signalbox::gateway
