#pragma once

#include <memory>

#include <google/protobuf/message.h>

namespace signalbox::protojson {

/// A message with every type a field can have, which no service has; built at run time. Empty.
std::unique_ptr<google::protobuf::Message> NewEdge();

}  // namespace signalbox::protojson
