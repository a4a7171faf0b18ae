#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "common/tokens/encoding.h"

namespace signalbox::tokens {
namespace {

constexpr std::string_view kJson =
    R"({"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a helpful assistant. Answer briefly."},)"
    R"({"role":"user","content":[{"type":"text","text":"What's the weather like in Paris on 2024-05-17?"}]}],)"
    R"("temperature":0.7,"max_tokens":1024,"tools":[{"type":"function","function":{"name":"get_current_weather",)"
    R"("description":"Returns the weather of a place","parameters":{"type":"object","properties":{"location":)"
    R"({"type":"string"},"unit":{"enum":["celsius","fahrenheit"]}},"required":["location"]}}}],"stream":true})"
    "\n";
constexpr std::string_view kChinese =
    "清晨的港口十分安静，第一批渔船已经回来了。没有人料到他们会在中午之前返航，码头边的摊位还盖着帆布。"
    "“你们来得真早。”补网的老妇人头也不抬地说道。一九八七年这里有四十二条船，还有一家罐头厂，镇上一半的家庭都在那里工作"
    "。"
    "在比较两个系统之前，应当先弄清楚哪一种负载最重要、出现得多频繁，以及改进对使用者究竟有什么价值。\n";
// The checkout's own files with this ending, at most `size` bytes of them: no sentence comes twice.
std::string FilesEndingIn(std::string_view extension, std::size_t size) {
  namespace fs = std::filesystem;
  std::vector<fs::path> paths;
  for (const char* folder : {"common", "gateway", "services", "tests"}) {
    for (const fs::path& path : fs::recursive_directory_iterator(fs::path(CHECKOUT) / folder)) {
      const bool ours = path.string().find("node_modules") == std::string::npos;
      if (ours && path.extension() == extension) paths.push_back(path);
    }
  }
  std::sort(paths.begin(), paths.end());
  std::string text;
  for (const fs::path& path : paths) {
    std::ifstream file(path);
    if (text.size() < size) text.append(std::istreambuf_iterator<char>(file), {});
  }
  return text.substr(0, size);
}

std::string Repeated(std::string_view text, std::size_t size) {
  std::string result;
  while (result.size() < size) result += text;
  return result;
}

void CountText(benchmark::State& state, Encoding encoding, const std::string& text) {
  std::int64_t tokens = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(tokens = Count(encoding, text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["bytes/token"] = static_cast<double>(text.size()) / static_cast<double>(tokens);
}

// The worst case: one word of a megabyte.
void CountRun(benchmark::State& state, char c) {
  const std::string run(1 << 20, c);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Count(Encoding::kO200k, run));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(run.size()));
}

void CountFiles(benchmark::State& state, Encoding encoding, const char* extension) {
  CountText(state, encoding, FilesEndingIn(extension, 1 << 20));
}

void CountPassage(benchmark::State& state, Encoding encoding, std::string_view passage) {
  CountText(state, encoding, Repeated(passage, 64 << 10));
}

BENCHMARK_CAPTURE(CountFiles, o200k_english, Encoding::kO200k, ".md");
BENCHMARK_CAPTURE(CountFiles, o200k_code, Encoding::kO200k, ".cpp");
BENCHMARK_CAPTURE(CountPassage, o200k_json, Encoding::kO200k, kJson);
BENCHMARK_CAPTURE(CountPassage, o200k_chinese, Encoding::kO200k, kChinese);
BENCHMARK_CAPTURE(CountFiles, cl100k_english, Encoding::kCl100k, ".md");
BENCHMARK_CAPTURE(CountFiles, cl100k_code, Encoding::kCl100k, ".cpp");
BENCHMARK_CAPTURE(CountPassage, cl100k_json, Encoding::kCl100k, kJson);
BENCHMARK_CAPTURE(CountPassage, cl100k_chinese, Encoding::kCl100k, kChinese);
BENCHMARK_CAPTURE(CountRun, o200k_letter, 'a')->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CountRun, o200k_spaces, ' ')->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace signalbox::tokens
