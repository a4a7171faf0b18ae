# cmake -D INPUT=... -D HEADER=... -P EmbedBytes.cmake: writes a file's bytes as a C++ array.

file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
file(WRITE ${HEADER} "#pragma once

namespace signalbox::gateway {

inline constexpr unsigned char kProtoDescriptors[] = {${bytes}};

}  // namespace signalbox::gateway
")
