#pragma once

#include "services/router/domain/account_probe.h"
#include "services/router/domain/catalog.h"
#include "services/router/domain/snapshot.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

v1::Model ToProto(const Route& route);
v1::Provider ToProto(const Provider& provider);
v1::Account ToProto(const Account& account);  ///< Of the key only its prefix.
v1::Deployment ToProto(const Deployment& deployment);
v1::ProbeAccountResponse ToProto(const ProbeResult& result);

Provider FromProto(const v1::CreateProviderRequest& request);
Account FromProto(const v1::CreateAccountRequest& request);
Deployment FromProto(const v1::CreateDeploymentRequest& request);

}  // namespace signalbox::router
