#include "gateway/transcode/descriptions.h"

#include <sstream>

#include <google/protobuf/descriptor.pb.h>

#include "gateway/transcode/proto_descriptors.h"

namespace signalbox::gateway {
namespace {

std::string OneLine(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

template <typename Descriptor>
std::string CommentOf(const Descriptor* descriptor) {
  google::protobuf::SourceLocation location;
  if (descriptor == nullptr || !descriptor->GetSourceLocation(&location)) return "";
  return OneLine(location.leading_comments + " " + location.trailing_comments);
}

}  // namespace

Descriptions::Descriptions() {
  google::protobuf::FileDescriptorSet files;
  GOOGLE_CHECK(files.ParseFromArray(kProtoDescriptors, sizeof kProtoDescriptors));
  for (const auto& file : files.file()) GOOGLE_CHECK(pool_.BuildFile(file) != nullptr) << file.name();
}

std::string Descriptions::Of(const google::protobuf::FieldDescriptor& field) const {
  return CommentOf(pool_.FindFieldByName(field.full_name()));
}

std::string Descriptions::Of(const google::protobuf::Descriptor& message) const {
  return CommentOf(pool_.FindMessageTypeByName(message.full_name()));
}

std::string Descriptions::Of(const google::protobuf::MethodDescriptor& rpc) const {
  return CommentOf(pool_.FindMethodByName(rpc.full_name()));
}

}  // namespace signalbox::gateway
