#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// Tokens a model wrote, as counted here.
struct GeneratedTokens {
  std::int64_t visible = 0;
  std::int64_t reasoning = 0;

  bool empty() const { return visible == 0 && reasoning == 0; }
};

/// The tokens of a whole message.
GeneratedTokens CountTokens(std::string_view upstream_model, const llm::v1::Message& message);

/// Words as they come, to be counted when it turns out that the provider did not. One thread; one per answer.
///
/// Keeps at most about kMaxWaiting bytes of each sort: beyond that it counts what it has.
class GeneratedText {
 public:
  static constexpr std::size_t kMaxWaiting = std::size_t{64} << 10;

  /// `upstream_model` says how tokens are counted, and must outlive it.
  explicit GeneratedText(std::string_view upstream_model) : upstream_model_(upstream_model) {}

  void Add(bool reasoning, std::string_view text);

  GeneratedTokens Count();

 private:
  struct Sort {
    std::string waiting;
    std::int64_t counted = 0;
  };

  void Settle(Sort& sort) const;

  std::string_view upstream_model_;
  Sort visible_;
  Sort reasoning_;
};

}  // namespace signalbox::router
