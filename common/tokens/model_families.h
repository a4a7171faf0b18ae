#pragma once

#include <array>
#include <string_view>

#include "common/tokens/counter.h"

namespace signalbox::tokens {

struct ModelFamily {
  std::string_view prefix;  ///< In lower case; '-' also stands for '.'.
  Counter counter;
};

// Images, by the providers' published rules.
inline constexpr ImageRule kGpt4oImages{ImageRule::Kind::kTiles, 85, 170};
inline constexpr ImageRule kGpt4oMiniImages{ImageRule::Kind::kTiles, 2833, 5667};
inline constexpr ImageRule kGpt5Images{ImageRule::Kind::kTiles, 70, 140};
inline constexpr ImageRule kReasonerImages{ImageRule::Kind::kTiles, 75, 150};
inline constexpr ImageRule kMiniImages{ImageRule::Kind::kPatches, 0, 1620};
inline constexpr ImageRule kNanoImages{ImageRule::Kind::kPatches, 0, 2460};
inline constexpr ImageRule kO4MiniImages{ImageRule::Kind::kPatches, 0, 1720};
inline constexpr ImageRule kClaudeImages{ImageRule::Kind::kArea, 1600, 0};
inline constexpr ImageRule kLargeImages{ImageRule::Kind::kArea, 4784, 0};
inline constexpr ImageRule kGeminiImages{ImageRule::Kind::kSquares, 0, 258};
inline constexpr ImageRule kGemini3Images{ImageRule::Kind::kFixed, 1120, 0};

constexpr Counter OpenAi(Encoding encoding, const ImageRule& images) {
  return {encoding, 1000, true, images, 12};
}

constexpr Counter Estimate(Encoding encoding, std::int32_t permille, const ImageRule& images = kLargeImages,
                           std::int32_t tools_tokens = 12) {
  return {encoding, permille, false, images, tools_tokens};
}

// README.md says where the factors come from.
inline constexpr Counter kClaude = Estimate(Encoding::kCl100k, 1250, kClaudeImages, 346);
inline constexpr Counter kNewClaude = Estimate(Encoding::kCl100k, 1625, kLargeImages, 346);
inline constexpr Counter kGemini = Estimate(Encoding::kO200k, 1100, kGeminiImages);
inline constexpr Counter kChinese = Estimate(Encoding::kO200k, 1200);  // Vocabularies made with Chinese in mind.
inline constexpr Counter kLlama = Estimate(Encoding::kCl100k, 1100);
inline constexpr Counter kUnknown = Estimate(Encoding::kCl100k, 1250);

/// The first row whose prefix fits counts, so what is special stands before what is general.
inline constexpr auto kModelFamilies = std::to_array<ModelFamily>({
    {"chatgpt-4o", OpenAi(Encoding::kO200k, kGpt4oImages)},
    {"gpt-4o-mini", OpenAi(Encoding::kO200k, kGpt4oMiniImages)},
    {"gpt-4o", OpenAi(Encoding::kO200k, kGpt4oImages)},
    {"gpt-4-1-mini", OpenAi(Encoding::kO200k, kMiniImages)},
    {"gpt-4-1-nano", OpenAi(Encoding::kO200k, kNanoImages)},
    {"gpt-4-1", OpenAi(Encoding::kO200k, kGpt4oImages)},
    {"gpt-4-5", OpenAi(Encoding::kO200k, kGpt4oImages)},
    {"gpt-5-mini", OpenAi(Encoding::kO200k, kMiniImages)},
    {"gpt-5-nano", OpenAi(Encoding::kO200k, kNanoImages)},
    {"gpt-5", OpenAi(Encoding::kO200k, kGpt5Images)},
    {"gpt-oss", OpenAi(Encoding::kO200k, kGpt5Images)},
    {"o1", OpenAi(Encoding::kO200k, kReasonerImages)},
    {"o3", OpenAi(Encoding::kO200k, kReasonerImages)},
    {"o4-mini", OpenAi(Encoding::kO200k, kO4MiniImages)},
    {"o4", OpenAi(Encoding::kO200k, kReasonerImages)},
    {"gpt-4", OpenAi(Encoding::kCl100k, kGpt4oImages)},
    {"gpt-3-5", OpenAi(Encoding::kCl100k, kGpt4oImages)},
    {"gpt-35-turbo", OpenAi(Encoding::kCl100k, kGpt4oImages)},  // Azure's name for it.
    {"text-embedding-004", kGemini},
    {"text-embedding-005", kGemini},
    {"text-embedding", OpenAi(Encoding::kCl100k, kGpt4oImages)},
    {"davinci-002", OpenAi(Encoding::kCl100k, kGpt4oImages)},
    {"babbage-002", OpenAi(Encoding::kCl100k, kGpt4oImages)},
    {"gpt", Estimate(Encoding::kO200k, 1000, kGpt4oMiniImages)},  // Generations to come.

    {"claude-instant", kClaude},
    {"claude-2", kClaude},
    {"claude-3", kClaude},
    {"claude-opus-4-7", kNewClaude},
    {"claude-opus-4-8", kNewClaude},
    {"claude-opus-4-9", kNewClaude},
    {"claude-opus-4", kClaude},
    {"claude-sonnet-4", kClaude},
    {"claude-haiku-4", kClaude},
    {"claude", kNewClaude},

    {"gemini-3", Estimate(Encoding::kO200k, 1100, kGemini3Images)},
    {"gemini", kGemini},
    {"gemma", kGemini},

    {"deepseek", kChinese},
    {"qwen", kChinese},
    {"qwq", kChinese},
    {"kimi", kChinese},
    {"moonshot", kChinese},
    {"glm", kChinese},
    {"doubao", kChinese},
    {"hunyuan", kChinese},
    {"ernie", kChinese},
    {"minimax", kChinese},
    {"yi", kChinese},

    {"llama", kLlama},
    {"meta-llama", kLlama},
    {"codellama", kUnknown},  // The older vocabulary of 32,000.
    {"grok", Estimate(Encoding::kO200k, 1200)},
});

}  // namespace signalbox::tokens
