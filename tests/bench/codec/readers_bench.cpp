// What reading a chat body costs with each library that was considered: common/docs/adr/0008-json-library.md.

#include <benchmark/benchmark.h>
#include <boost/json.hpp>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "common/json/document.h"
#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

// Each runs over the whole text, checks it as far as the library does, and finds `model` and `stream`.

bool WithOurDocument(const std::string& body) {
  json::Document document;
  return document.Read(body).ok() && document.root().Find("model") && document.root().Find("stream");
}

bool WithSimdjsonTree(const std::string& body) {
  static simdjson::dom::parser parser;
  simdjson::dom::element document;
  if (parser.parse(body).get(document) != simdjson::SUCCESS) return false;
  std::string_view model;
  bool stream = false;
  return document["model"].get(model) == simdjson::SUCCESS && document["stream"].get(stream) == simdjson::SUCCESS;
}

// Looks no deeper than it must: a fault inside `messages` goes unnoticed.
bool WithSimdjsonOnDemand(const std::string& body) {
  static simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(body);
  simdjson::ondemand::document document;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return false;
  std::string_view model;
  bool stream = false;
  return document["model"].get(model) == simdjson::SUCCESS && document["stream"].get(stream) == simdjson::SUCCESS;
}

bool WithNlohmann(const std::string& body) {
  const auto document = nlohmann::json::parse(body, nullptr, false);
  return document.contains("model") && document.contains("stream");
}

bool WithBoost(const std::string& body) {
  boost::json::error_code error;
  const boost::json::value document = boost::json::parse(body, error);
  return !error && document.as_object().contains("model") && document.as_object().contains("stream");
}

template <bool (*Read)(const std::string&)>
void Run(benchmark::State& state) {
  const std::string body = ChatBody(state.range(0));
  for (auto _ : state) {
    if (!Read(body)) state.SkipWithError("the body was not read");
  }
  state.SetBytesProcessed(state.iterations() * body.size());
}

BENCHMARK(Run<WithOurDocument>)->Name("Read/our document")->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Run<WithSimdjsonTree>)->Name("Read/simdjson tree")->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Run<WithSimdjsonOnDemand>)->Name("Read/simdjson on demand")->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Run<WithNlohmann>)->Name("Read/nlohmann_json")->Arg(10'000)->Arg(1'000'000);
BENCHMARK(Run<WithBoost>)->Name("Read/Boost.JSON")->Arg(10'000)->Arg(1'000'000);

}  // namespace
}  // namespace signalbox::bench
