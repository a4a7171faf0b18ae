// Writes a vocabulary in the form of vocabulary_format.h.   write_vocabulary NAME.tiktoken OUTPUT
// The input has one token a line: its bytes in base64, a space, its number; the numbers count up from zero.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "common/tokens/vocabulary_format.h"

namespace {

namespace format = signalbox::tokens::format;

[[noreturn]] void Fail(std::string_view reason) {
  std::cerr << "write_vocabulary: " << reason << "\n";
  std::exit(1);
}

std::array<int, 256> Base64Values() {
  std::array<int, 256> values{};
  values.fill(-1);
  int value = 0;
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
    values[static_cast<unsigned char>(c)] = value++;
  }
  return values;
}

std::string FromBase64(std::string_view text) {
  static const std::array<int, 256> values = Base64Values();
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text.substr(0, text.find('='))) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) Fail("not base64");
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) bytes.push_back(static_cast<char>(bits >> (count -= 8)));
  }
  return bytes;
}

std::vector<std::string> ReadTokens(const char* path) {
  std::ifstream input(path);
  std::vector<std::string> tokens;
  std::string text;
  std::size_t number = 0;
  while (input >> text >> number) {
    if (number != tokens.size()) Fail("the tokens are not in order");
    tokens.push_back(FromBase64(text));
    if (tokens.back().empty() || tokens.back().size() > format::kMaxTokenBytes) Fail("a token's length is odd");
  }
  if (!input.eof() || tokens.empty() || tokens.size() >= format::kTokenMask) Fail("the input is not as expected");
  return tokens;
}

std::vector<std::uint32_t> SlotsOf(const std::vector<std::string>& tokens) {
  std::size_t size = 1;
  while (size < tokens.size() * 2) size *= 2;
  std::vector<std::uint32_t> slots(size);
  for (std::size_t token = 0; token < tokens.size(); ++token) {
    const std::uint64_t hash = format::Hash(tokens[token].data(), tokens[token].size());
    std::size_t slot = hash & (size - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = format::Fingerprint(hash) << format::kTokenBits | static_cast<std::uint32_t>(token + 1);
  }
  return slots;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) Fail("usage: write_vocabulary INPUT OUTPUT");
  const std::vector<std::string> tokens = ReadTokens(argv[1]);
  const std::vector<std::uint32_t> slots = SlotsOf(tokens);
  std::vector<std::uint32_t> words{static_cast<std::uint32_t>(tokens.size()), static_cast<std::uint32_t>(slots.size())};
  words.insert(words.end(), slots.begin(), slots.end());
  std::string bytes;
  for (const std::string& token : tokens) {
    words.push_back(static_cast<std::uint32_t>(bytes.size()));
    bytes += token;
  }
  words.push_back(static_cast<std::uint32_t>(bytes.size()));
  std::ofstream output(argv[2], std::ios::binary);
  output.write(reinterpret_cast<const char*>(words.data()), static_cast<std::streamsize>(words.size() * 4));
  output.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  output.close();
  if (!output) Fail("cannot write");
}
