#pragma once

// OpenAI's chat completions, wire JSON to llm/v1 and back, and edits that keep every other byte.

#include "common/dialect/openai_chat/chat_codec.h"
#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/request_edit.h"
#include "common/dialect/openai_chat/request_facts.h"
#include "common/dialect/openai_chat/response.h"
