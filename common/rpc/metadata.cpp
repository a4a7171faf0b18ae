#include "common/rpc/metadata.h"

namespace signalbox::rpc {
namespace {

common::v1::Role ToProto(Role role) {
  switch (role) {
    case Role::kNone:
      return common::v1::ROLE_UNSPECIFIED;
    case Role::kCaller:
      return common::v1::CALLER;
    case Role::kProxyAdmin:
      return common::v1::PROXY_ADMIN;
  }
  return common::v1::ROLE_UNSPECIFIED;
}

Role FromProto(common::v1::Role role) {
  switch (role) {
    case common::v1::CALLER:
      return Role::kCaller;
    case common::v1::PROXY_ADMIN:
      return Role::kProxyAdmin;
    default:
      return Role::kNone;  // A role of a newer service grants nothing here.
  }
}

}  // namespace

common::v1::Principal ToProto(const Principal& principal) {
  common::v1::Principal proto;
  proto.set_key_id(principal.key_id);
  proto.set_key_name(principal.key_name);
  proto.set_user_id(principal.user_id);
  proto.set_team_id(principal.team_id);
  proto.set_organization_id(principal.organization_id);
  proto.set_role(ToProto(principal.role));
  return proto;
}

Principal FromProto(const common::v1::Principal& proto) {
  return Principal{proto.key_id(),  proto.key_name(),        proto.user_id(),
                   proto.team_id(), proto.organization_id(), FromProto(proto.role())};
}

std::string SerializePrincipal(const Principal& principal) {
  return ToProto(principal).SerializeAsString();
}

std::optional<Principal> ParsePrincipal(std::string_view bytes) {
  common::v1::Principal proto;
  if (!proto.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return FromProto(proto);
}

}  // namespace signalbox::rpc
