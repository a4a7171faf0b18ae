#include "common/dialect/losses.h"

#include <algorithm>

#include "common/json/document.h"

namespace signalbox::dialect {

void Losses::Add(std::string_view path) {
  if (full() || std::find(paths_.begin(), paths_.end(), path) != paths_.end()) return;
  paths_.emplace_back(paths_.size() == kMax ? std::string_view("...") : path);
}

void Losses::Add(LossPath path) {
  if (!full()) Add(path());
}

void Losses::AddExtra(LossPath prefix, std::string_view extra_json) {
  if (!full() && !extra_json.empty()) AddExtra(prefix(), extra_json);
}

void Losses::AddExtra(std::string_view prefix, std::string_view extra_json) {
  if (full() || extra_json.empty()) return;
  json::Document document;
  if (!document.Read(extra_json).ok() || !document.root().IsObject()) return;
  for (const auto [key, value] : document.root().members()) {
    std::string path(prefix);
    key.AppendText(path);
    Add(path);
  }
}

std::string Losses::Header() const {
  std::string header;
  for (const std::string& path : paths_) {
    if (!header.empty()) header += ", ";
    for (const char c : path) header += c > ' ' && c < '\x7f' && c != ',' ? c : '?';
  }
  return header;
}

}  // namespace signalbox::dialect
