#include "tests/unit/common/http/framing_corpus.h"

namespace signalbox::http {
namespace {

using namespace std::string_literals;

/// A POST with these header lines (each with its CRLF) and whatever follows the head.
std::string Post(const std::string& header_lines, const std::string& rest = "") {
  return "POST /echo HTTP/1.1\r\nHost: a\r\n" + header_lines + "\r\n" + rest;
}

std::string Line(const std::string& request_line) {
  return request_line + "\r\nHost: a\r\n\r\n";
}

std::string Chunked(const std::string& body) {
  return Post("Transfer-Encoding: chunked\r\n", body);
}

}  // namespace

std::vector<MaliciousRequest> FramingCorpus() {
  return {
      // Where the body ends.
      {"ContentLengthAndTransferEncoding", Post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TransferEncodingAndContentLength", Post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")},
      {"ContentLengthTwiceDifferent", Post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")},
      {"ContentLengthTwiceEqual", Post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")},
      {"ContentLengthList", Post("Content-Length: 3, 3\r\n", "abc")},
      {"ContentLengthWithSign", Post("Content-Length: +3\r\n", "abc")},
      {"ContentLengthNegative", Post("Content-Length: -1\r\n")},
      {"ContentLengthHexadecimal", Post("Content-Length: 0x3\r\n", "abc")},
      {"ContentLengthWithSpaceInside", Post("Content-Length: 1 0\r\n", "abc")},
      {"ContentLengthEmpty", Post("Content-Length:\r\n")},
      {"ContentLengthNoNumber", Post("Content-Length: three\r\n", "abc")},
      {"ContentLengthBeyond64Bits", Post("Content-Length: 18446744073709551619\r\n", "abc")},
      {"TransferEncodingTwice", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"TransferEncodingIdentity", Post("Transfer-Encoding: identity\r\n")},
      {"TransferEncodingGzipChunked", Post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
      {"TransferEncodingChunkedIdentity", Post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
      {"TransferEncodingUnknown", Post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
      {"TransferEncodingQuoted", Post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
      {"TransferEncodingVerticalTab", Post("Transfer-Encoding: \x0b"s + "chunked\r\n", "0\r\n\r\n")},
      {"TransferEncodingEmpty", Post("Transfer-Encoding:\r\n")},
      {"TransferEncodingOnHttp10", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      // Lines and headers.
      {"SpaceBeforeColon", Post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
      {"TabBeforeColon", Post("Content-Length\t: 3\r\n", "abc")},
      {"FoldedHeader", Post("X-A: one\r\n two\r\n")},
      {"FoldedTransferEncoding", Post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")},
      {"FirstHeaderFolded", "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n"},
      {"BareLineFeedAfterRequestLine", "GET /echo HTTP/1.1\nHost: a\r\n\r\n"},
      {"BareLineFeedAfterHeader", Post("X-A: b\n")},
      {"BareLineFeedsOnly", "GET /echo HTTP/1.1\nHost: a\n\n"},
      {"BareCarriageReturnInValue", Post("X-A: b\rTransfer-Encoding: chunked\r\n")},
      {"DoubledCarriageReturn", Post("X-A: b\r\r\n")},
      {"NulInValue", Post("X-A: b\0c\r\n"s)},
      {"ControlInValue", Post("X-A: b\x01\r\n")},
      {"DeleteInValue", Post("X-A: b\x7f\r\n")},
      {"NulInName", Post("X\0A: b\r\n"s)},
      {"NoColon", Post("X-A\r\n")},
      {"EmptyName", Post(": b\r\n")},
      {"BracketInName", Post("X[A]: b\r\n")},
      {"NonAsciiName", Post("X-\xc3\xa9: b\r\n")},
      {"NoHost", "GET /echo HTTP/1.1\r\n\r\n"},
      {"HostTwice", Post("Host: b\r\n")},
      {"HostWithPath", "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"HostWithUser", "GET /echo HTTP/1.1\r\nHost: a@b\r\n\r\n"},
      // Chunks.
      {"ChunkSizeWithPrefix", Chunked("0x3\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeWithPlus", Chunked("+3\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeNegative", Chunked("-3\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeAfterSpace", Chunked(" 3\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeBeforeSpace", Chunked("3 \r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeEmpty", Chunked("\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeNoNumber", Chunked("xyz\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeBeyond64Bits", Chunked("10000000000000003\r\nabc\r\n0\r\n\r\n")},
      {"ChunkSizeWithBareLineFeed", Chunked("3\nabc\r\n0\r\n\r\n")},
      {"ChunkExtensionWithBareLineFeed", Chunked("3;a\nbc\r\nabc\r\n0\r\n\r\n")},
      {"ChunkExtensionWithCarriageReturn", Chunked("3;a\rb\r\nabc\r\n0\r\n\r\n")},
      {"ChunkShorterThanItsContent", Chunked("3\r\nabcd\r\n0\r\n\r\n")},
      {"ChunkContentWithoutEnd", Chunked("3\r\nabc0\r\n\r\n")},
      {"ChunkContentEndsInLineFeed", Chunked("3\r\nabc\n0\r\n\r\n")},
      {"ChunkExtensionWithoutEnd", Chunked("3;" + std::string(2000, 'x') + "\r\nabc\r\n0\r\n\r\n")},
      {"TrailerWithoutColon", Chunked("0\r\nX-A\r\n\r\n")},
      {"TrailerWithBareLineFeed", Chunked("0\r\nX-A: b\n\r\n")},
      // Request lines.
      {"Http09", "GET /echo\r\n"},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"Http2Version", Line("GET /echo HTTP/2.0")},
      {"Http12Version", Line("GET /echo HTTP/1.2")},
      {"LowerCaseVersion", Line("GET /echo http/1.1")},
      {"VersionWithTail", Line("GET /echo HTTP/1.1x")},
      {"TwoSpaces", Line("GET  /echo HTTP/1.1")},
      {"SpaceAtTheEnd", Line("GET /echo HTTP/1.1 ")},
      {"SpaceInTarget", Line("GET /ec ho HTTP/1.1")},
      {"LeadingSpace", Line(" GET /echo HTTP/1.1")},
      {"TabsForSpaces", Line("GET\t/echo\tHTTP/1.1")},
      {"MethodWithBrace", Line("G{T /echo HTTP/1.1")},
      {"MethodWithNul", Line("G\0T /echo HTTP/1.1"s)},
      {"MethodTooLong", Line(std::string(40, 'A') + " /echo HTTP/1.1")},
      {"MethodEmpty", Line(" /echo HTTP/1.1")},
      {"AbsoluteForm", Line("GET http://a/echo HTTP/1.1")},
      {"AuthorityForm", Line("CONNECT a:443 HTTP/1.1")},
      {"AsteriskForm", Line("OPTIONS * HTTP/1.1")},
      {"RelativeTarget", Line("GET echo HTTP/1.1")},
      {"FragmentInTarget", Line("GET /echo#x HTTP/1.1")},
      {"RawUtf8InTarget", Line("GET /\xc3\xa9 HTTP/1.1")},
      {"ControlInTarget", Line("GET /ec\x01ho HTTP/1.1")},
      {"PercentAtTheEnd", Line("GET /echo% HTTP/1.1")},
      {"PercentWithOneDigit", Line("GET /echo%4 HTTP/1.1")},
      {"PercentWithoutDigits", Line("GET /echo%zz HTTP/1.1")},
      {"PercentNul", Line("GET /echo%00 HTTP/1.1")},
      {"PercentLineFeed", Line("GET /echo%0a HTTP/1.1")},
      {"PercentBrokenUtf8", Line("GET /echo%ff HTTP/1.1")},
      {"PercentOverlongUtf8", Line("GET /echo%c0%af HTTP/1.1")},
  };
}

}  // namespace signalbox::http
