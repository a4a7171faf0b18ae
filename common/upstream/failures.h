#pragma once

#include <curl/curl.h>

#include "common/upstream/client.h"

namespace signalbox::upstream {

/// What a curl result means. `connected`: the request was about to be sent, or was.
Failure FailureOf(CURLcode code, bool connected);

/// For the log: which timer ran out.
const char* DescribeTimeout(Failure timeout);

}  // namespace signalbox::upstream
