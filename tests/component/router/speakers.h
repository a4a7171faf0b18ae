#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signalbox/llm/v1/llm.pb.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {

/// Further lines of the `router:` section: the fake provider as a provider of each of these kinds, of Kinds(), and the
/// model "m", served by all of them as `upstream_model`.
std::string ProvidersOfKinds(const test::FakeProvider& demo, const std::vector<std::string>& kinds,
                             std::string_view upstream_model);

/// The same for every kind, each serving a model called like it.
std::string ModelForEachKind(const test::FakeProvider& demo, std::string_view upstream_model);

/// The kinds of provider, some of them twice, by what their models speak: "vertex_claude".
std::vector<std::string> Kinds();

/// The dialects callers may speak.
std::vector<llm::v1::Dialect> CallerDialects();

/// Whether a provider of that kind is asked in the caller's own dialect.
bool Speaks(std::string_view kind, llm::v1::Dialect dialect);

/// A request for the model "m" that asks "Where do trains go?", and offers the tool `find` if it can.
v1::GenerateRequest Asking(llm::v1::Dialect dialect, bool stream);

/// An answer as a client of that dialect understands it; nothing when it does not.
std::optional<llm::v1::Response> Understand(llm::v1::Dialect dialect, bool stream, const std::string& data);

/// "ANTHROPIC_MESSAGES" as a name of a test.
std::string NameOf(llm::v1::Dialect dialect);

}  // namespace signalbox::router
