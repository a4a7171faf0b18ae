#include "gateway/transcode/transcoder.h"

#include <utility>

#include <fmt/format.h>
#include <google/protobuf/message.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include "common/protojson/protojson.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "gateway/transcode/query.h"

namespace signalbox::gateway {

using google::protobuf::Message;

struct Transcoder::Stub {
  grpc::TemplatedGenericStub<Message, Message> stub;
};

namespace {

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

bool ReadsBody(const std::string& method) {
  return method != "GET" && method != "HEAD";
}

absl::Status FillBody(const http::Request& request, Message& message) {
  if (!ReadsBody(request.method) || request.body.empty()) return absl::OkStatus();
  if (request.body.size() > Transcoder::kMaxBodyBytes) {
    return Error(absl::StatusCode::kOutOfRange, "BODY_TOO_LARGE",
                 fmt::format("the body is larger than {} bytes", Transcoder::kMaxBodyBytes));
  }
  return protojson::FromJson(request.body, message);
}

absl::Status Fill(const http::Request& request, const http::PathParameters& parameters, Message& message) {
  RETURN_IF_ERROR(FillBody(request, message));
  RETURN_IF_ERROR(protojson::FromParameters(parameters, message));
  ASSIGN_OR_RETURN(const auto query, ParseQuery(request.query));
  return protojson::FromParameters(query, message);
}

// What gRPC itself says when a service cannot be reached names addresses; a caller needs the service's name at most.
absl::Status WithoutAddresses(const grpc::Status& status, const std::string& peer) {
  absl::Status converted = rpc::FromGrpc(status);
  if (!status.error_details().empty()) return converted;
  switch (converted.code()) {
    case absl::StatusCode::kUnavailable:
      return Error(converted.code(), "", fmt::format("the {} service is not available", peer));
    case absl::StatusCode::kDeadlineExceeded:
      return Error(converted.code(), "", fmt::format("the {} service did not answer in time", peer));
    default:
      return converted;
  }
}

// Everything a call needs while it is under way; ends with the call.
struct Pending {
  grpc::ClientContext call;
  std::unique_ptr<Message> request;
  std::unique_ptr<Message> response;
  std::string method;
  std::string peer;
  std::string response_body;
  int success_status = 200;
  Transcoder::Done done;

  Pending(const ManagementRoute& route, Transcoder::Done when_done)
      : request(NewMessage(route.rpc->input_type())),
        response(NewMessage(route.rpc->output_type())),
        method(fmt::format("/{}/{}", route.rpc->service()->full_name(), route.rpc->name())),
        peer(route.Peer()),
        response_body(route.response_body),
        success_status(route.success_status),
        done(std::move(when_done)) {}

  absl::StatusOr<JsonAnswer> AnswerOf(const grpc::Status& status) const {
    if (!status.ok()) return WithoutAddresses(status, peer);
    return JsonAnswer{success_status, response_body.empty() ? protojson::ToJson(*response)
                                                            : protojson::FieldToJson(*response, response_body)};
  }
};

}  // namespace

Transcoder::Transcoder(ChannelTo channel_to) : channel_to_(std::move(channel_to)) {}
Transcoder::~Transcoder() = default;

std::shared_ptr<Transcoder::Stub> Transcoder::StubFor(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Stub>& stub = stubs_[peer];
  if (!stub) stub = std::make_shared<Stub>(Stub{grpc::TemplatedGenericStub<Message, Message>(channel_to_(peer))});
  return stub;
}

void Transcoder::Call(const ManagementRoute& route, const RequestContext& context, const http::Request& request,
                      const http::PathParameters& parameters, Done done) {
  const auto pending = std::make_shared<Pending>(route, std::move(done));
  absl::Status status = Fill(request, parameters, *pending->request);
  if (status.ok()) status = rpc::PrepareCall(context, pending->call);
  if (!status.ok()) return pending->done(status);

  const std::shared_ptr<Stub> stub = StubFor(pending->peer);
  stub->stub.UnaryCall(&pending->call, pending->method, grpc::StubOptions(), pending->request.get(),
                       pending->response.get(),
                       [pending, stub](const grpc::Status& result) { pending->done(pending->AnswerOf(result)); });
}

}  // namespace signalbox::gateway
