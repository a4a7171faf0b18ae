#include "services/router/domain/catalog_admin.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/validate.h"

namespace signalbox::router {
namespace {

absl::Status Named(std::string_view field, const absl::Status& status) {
  if (status.ok()) return status;
  return Error(status.code(), "", std::string(field) + " " + MessageOf(status), {{"field", std::string(field)}});
}

absl::Status InUse(std::string_view what) {
  return Error(absl::StatusCode::kAlreadyExists, "", std::string(what) + " is configured in the file already");
}

absl::Status OfFile(std::string_view what) {
  return Error(absl::StatusCode::kFailedPrecondition, "",
               "this " + std::string(what) + " comes from the configuration file: remove it there");
}

absl::Status Unknown(std::string_view what) {
  return Error(absl::StatusCode::kNotFound, "", "no such " + std::string(what));
}

template <typename T, typename Predicate>
bool Has(const std::vector<T>& members, Predicate predicate) {
  return std::any_of(members.begin(), members.end(), predicate);
}

}  // namespace

bool CatalogAdmin::IsOfFile(const std::string& provider) const {
  return Has(file_.providers, [&](const Provider& of_file) { return of_file.name == provider; });
}

absl::StatusOr<Provider> CatalogAdmin::CreateProvider(const RequestContext& context, Provider provider) {
  RETURN_IF_ERROR(Named("name", CheckProviderName(provider.name)));
  absl::StatusOr<Provider> complete = rules_.Complete(std::move(provider));
  if (!complete.ok()) return Named(MetadataOf(complete.status())["field"], complete.status());
  if (IsOfFile(complete->name)) return InUse("a provider of this name");
  return store_.AddProvider(context, *complete);
}

absl::StatusOr<Provider> CatalogAdmin::Find(const RequestContext& context, const std::string& provider) {
  for (const Provider& of_file : file_.providers) {
    if (of_file.name == provider) return of_file;
  }
  return store_.FindProvider(context, provider);
}

absl::StatusOr<Account> CatalogAdmin::CreateAccount(const RequestContext& context, const Account& account) {
  RETURN_IF_ERROR(Named("provider", CheckProviderName(account.provider)));
  RETURN_IF_ERROR(Named("name", CheckAccountName(account.name)));
  if (account.api_key.empty()) return Named("api_key", Error(absl::StatusCode::kInvalidArgument, "", "is required"));
  ASSIGN_OR_RETURN(const Provider provider, Find(context, account.provider));
  RETURN_IF_ERROR(Named("api_key", rules_.CheckSecret(provider, account.api_key)));
  const auto same = [&](const Account& of_file) {
    return of_file.provider == account.provider && of_file.name == account.name;
  };
  if (Has(file_.accounts, same)) return InUse("an account of this name");
  return store_.AddAccount(context, account, !IsOfFile(account.provider));
}

absl::StatusOr<Deployment> CatalogAdmin::CreateDeployment(const RequestContext& context, Deployment deployment) {
  if (deployment.upstream_model.empty()) deployment.upstream_model = deployment.model;
  RETURN_IF_ERROR(Named("model", CheckModelName(deployment.model)));
  RETURN_IF_ERROR(Named("provider", CheckProviderName(deployment.provider)));
  RETURN_IF_ERROR(Named("upstream_model", CheckModelName(deployment.upstream_model)));
  RETURN_IF_ERROR(Named("weight", CheckWeight(static_cast<int>(deployment.traits.weight.value_or(1)))));
  const auto same = [&](const Deployment& of_file) {
    return of_file.model == deployment.model && of_file.provider == deployment.provider &&
           of_file.upstream_model == deployment.upstream_model;
  };
  if (Has(file_.deployments, same)) return InUse("this deployment");
  return store_.AddDeployment(context, deployment, !IsOfFile(deployment.provider));
}

absl::Status CatalogAdmin::DeleteProvider(const RequestContext& context, const std::string& name) {
  if (IsOfFile(name)) return OfFile("provider");
  return store_.RemoveProvider(context, name);
}

absl::Status CatalogAdmin::DeleteAccount(const RequestContext& context, const std::string& id) {
  if (Has(file_.accounts, [&](const Account& of_file) { return of_file.id == id; })) return OfFile("account");
  if (!IsUuid(id)) return Unknown("account");
  return store_.RemoveAccount(context, id);
}

absl::Status CatalogAdmin::DeleteDeployment(const RequestContext& context, const std::string& id) {
  if (Has(file_.deployments, [&](const Deployment& of_file) { return of_file.id == id; })) return OfFile("deployment");
  if (!IsUuid(id)) return Unknown("deployment");
  return store_.RemoveDeployment(context, id);
}

}  // namespace signalbox::router
