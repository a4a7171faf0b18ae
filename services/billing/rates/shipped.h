#pragma once

#include <string_view>

namespace signalbox::billing {

/// The rate card compiled into this program, in the form ParseRateCard reads. Its name is the day it is from.
extern const std::string_view kShippedCardName;
extern const std::string_view kShippedCardText;

}  // namespace signalbox::billing
