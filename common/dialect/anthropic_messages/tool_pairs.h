#pragma once

#include <set>
#include <string>
#include <string_view>

namespace signalbox::dialect::anthropic_messages {

struct Turns;

inline constexpr std::string_view kInterrupted = "[Tool call interrupted - no result available]";

/// Brings every tool result to the front of the turn behind its call's; as Reshape() promises. Calls in
/// `answered_later` may go without. Turns may be left empty.
void PairTools(Turns& turns, const std::set<std::string>& answered_later);

}  // namespace signalbox::dialect::anthropic_messages
