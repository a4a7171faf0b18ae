#include "tests/bench/codec/bodies.h"

namespace signalbox::bench {
namespace {

constexpr char kTool[] =
    R"({"type":"function","function":{"name":"get_weather","description":"Tells the weather at a place.",)"
    R"("parameters":{"type":"object","properties":{"city":{"type":"string","description":"A city"},)"
    R"("unit":{"type":"string","enum":["C","F"]}},"required":["city"],"additionalProperties":false},"strict":true}})";

constexpr char kUser[] =
    R"({"role":"user","content":"Please read the following paragraph carefully and say what is wrong with it.\n\n)"
    R"(The \"quick\" brown fox jumps over the lazy dog; 敏捷的棕色狐狸跳过了懒狗。\t)"
    R"(It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness."})";

constexpr char kAssistant[] =
    R"({"role":"assistant","content":"Nothing is wrong with it as far as I can see, but the second sentence mixes )"
    R"(two languages. 你想让我改写它吗? 👋"})";

}  // namespace

std::string ChatBody(std::size_t bytes) {
  std::string body = R"({"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a careful editor."})";
  for (bool user = true; body.size() + 1'000 < bytes || user; user = !user) {
    body += ',';
    body += user ? kUser : kAssistant;
  }
  body += R"(],"tools":[)";
  body += kTool;
  body += R"(],"temperature":0.7,"top_p":1.0,"max_completion_tokens":1024,"stream":true,"user":"u-17",)"
          R"("metadata":{"trace":"0af7651916cd43dd8448eb211c80319c"}})";
  return body;
}

std::string StreamChunk() {
  return R"({"id":"chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012","object":"chat.completion.chunk","created":1718345013,)"
         R"("model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_44709d6fcb","choices":)"
         R"([{"index":0,"delta":{"content":" hello"},"logprobs":null,"finish_reason":null}],"usage":null})";
}

}  // namespace signalbox::bench
