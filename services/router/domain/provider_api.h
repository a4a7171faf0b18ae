#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

#include "services/router/domain/catalog.h"
#include "services/router/domain/deframer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// One HTTP request to a provider. Headers are secret.
struct ProviderCall {
  std::string method = "POST";
  std::string url;
  HttpHeaders headers;
  std::string body;
  std::vector<std::string> losses = {};  ///< Fields that had to go because this provider refuses them.
};

/// What is asked of a provider, before anything is written in its dialect.
struct Question {
  llm::v1::Operation operation = llm::v1::GENERATE;
  llm::v1::Dialect caller = llm::v1::DIALECT_UNSPECIFIED;  ///< The dialect of the caller.
  std::string_view upstream_model;
};

/// A request written in the provider's dialect, which lacks only its address.
struct Written {
  llm::v1::Operation operation = llm::v1::GENERATE;
  llm::v1::Dialect dialect = llm::v1::DIALECT_UNSPECIFIED;  ///< What DialectFor() said.
  std::string_view upstream_model;
  bool stream = false;
  std::string_view forward_path;                ///< With FORWARD: "/images/generations".
  std::string_view content_type;                ///< With FORWARD: of the body; else JSON.
  const HttpHeaders* caller_headers = nullptr;  ///< To be passed on; null when the dialect is not the caller's.
  std::string body;
};

/// How a kind of provider is addressed, and what it speaks. Stateless; any thread.
class ProviderApi {
 public:
  virtual ~ProviderApi() = default;

  /// The dialect to ask in: the caller's where the provider speaks it, else the provider's own. With EMBED: whose
  /// embeddings, OPENAI_CHAT or GEMINI; with FORWARD: the caller's.
  /// Errors: kUnimplemented when the provider cannot do such a thing at all (COUNT_TOKENS is then counted here).
  virtual absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const = 0;

  /// Address, headers and last touches of the body. `token` is what TokenSource gave, if NeedsToken().
  /// Errors: kFailedPrecondition when provider or account are configured so that no call can be made.
  virtual absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                            std::string_view token, TimePoint now) const = 0;

  /// Lists models: needs the key and costs nothing.
  virtual absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                             TimePoint now) const = 0;

  /// Whether the account's secret must be exchanged for a token first.
  virtual bool NeedsToken(const Account&) const { return false; }

  /// Cuts a streamed answer into events.
  virtual std::unique_ptr<Deframer> NewDeframer() const { return NewSseDeframer(); }

  /// Whether an answer of that content type is a stream that NewDeframer() understands.
  virtual bool IsStream(std::string_view content_type) const { return content_type.starts_with("text/event-stream"); }
};

/// Exchanges accounts' secrets for short-lived tokens. Any thread; never blocks.
class TokenSource {
 public:
  virtual ~TokenSource() = default;

  /// `done` runs once: at once when a token is at hand, else later on another thread. Errors: kUnavailable,
  /// kUnauthenticated when the secret was refused, kFailedPrecondition when it is none.
  virtual void Get(const Provider& provider, const Account& account,
                   std::function<void(absl::StatusOr<std::string>)> done) = 0;
};

}  // namespace signalbox::router
