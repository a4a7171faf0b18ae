#pragma once

#include <memory>
#include <string>

#include <google/protobuf/descriptor.h>

namespace signalbox::gateway {

/// The comments of the protos, which the compiled descriptors have lost: compiled in from a descriptor set of its own.
class Descriptions {
 public:
  Descriptions();

  /// The comment above or beside it, on one line; empty when there is none.
  std::string Of(const google::protobuf::FieldDescriptor& field) const;
  std::string Of(const google::protobuf::Descriptor& message) const;
  std::string Of(const google::protobuf::MethodDescriptor& rpc) const;

 private:
  google::protobuf::DescriptorPool pool_;
};

}  // namespace signalbox::gateway
