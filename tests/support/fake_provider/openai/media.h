#pragma once

#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// POST /v1/images/generations (JSON), /v1/images/edits (multipart): base64 PNGs.
Plan AnswerImages(const Dialect& dialect, Visit& visit, const std::string& deployment);
Plan AnswerImageEdits(const Dialect& dialect, Visit& visit, const std::string& deployment);

/// POST /v1/audio/speech: SpeechBytes() as audio/mpeg.
Plan AnswerSpeech(const Dialect& dialect, Visit& visit, const std::string& deployment);

/// POST /v1/audio/transcriptions and /v1/audio/translations (multipart): the script's text.
Plan AnswerTranscription(const Dialect& dialect, Visit& visit, const std::string& deployment);

/// What is said aloud: every byte value many times, so that whoever treats it as text breaks it.
std::string SpeechBytes();

}  // namespace signalbox::fake_provider::openai
