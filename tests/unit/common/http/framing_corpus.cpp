#include "tests/unit/common/http/framing_corpus.h"

#include <utility>

namespace signalbox::http {
namespace {

using namespace std::string_literals;

/// A POST with these header lines (each with its CRLF) and whatever follows the head.
std::string Post(const std::string& header_lines, const std::string& rest = "") {
  std::string request = "POST /echo HTTP/1.1\r\nHost: a\r\n";
  return request.append(header_lines).append("\r\n").append(rest);
}

std::string Line(const std::string& request_line) {
  std::string request = request_line;
  return request.append("\r\nHost: a\r\n\r\n");
}

std::string Chunked(const std::string& body) {
  return Post("Transfer-Encoding: chunked\r\n", body);
}

}  // namespace

std::vector<MaliciousRequest> FramingCorpus() {
  std::vector<MaliciousRequest> corpus;
  const auto add = [&corpus](const char* name, std::string bytes) { corpus.push_back({name, std::move(bytes)}); };

  // Where the body ends.
  add("ContentLengthAndTransferEncoding", Post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  add("TransferEncodingAndContentLength", Post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"));
  add("ContentLengthTwiceDifferent", Post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"));
  add("ContentLengthTwiceEqual", Post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"));
  add("ContentLengthList", Post("Content-Length: 3, 3\r\n", "abc"));
  add("ContentLengthWithSign", Post("Content-Length: +3\r\n", "abc"));
  add("ContentLengthNegative", Post("Content-Length: -1\r\n"));
  add("ContentLengthHexadecimal", Post("Content-Length: 0x3\r\n", "abc"));
  add("ContentLengthWithSpaceInside", Post("Content-Length: 1 0\r\n", "abc"));
  add("ContentLengthEmpty", Post("Content-Length:\r\n"));
  add("ContentLengthNoNumber", Post("Content-Length: three\r\n", "abc"));
  add("ContentLengthBeyond64Bits", Post("Content-Length: 18446744073709551619\r\n", "abc"));
  add("TransferEncodingTwice", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  add("TransferEncodingIdentity", Post("Transfer-Encoding: identity\r\n"));
  add("TransferEncodingGzipChunked", Post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"));
  add("TransferEncodingChunkedIdentity", Post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"));
  add("TransferEncodingUnknown", Post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"));
  add("TransferEncodingQuoted", Post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"));
  add("TransferEncodingVerticalTab", Post("Transfer-Encoding: \x0b"
                                          "chunked\r\n",
                                          "0\r\n\r\n"));
  add("TransferEncodingEmpty", Post("Transfer-Encoding:\r\n"));
  add("TransferEncodingOnHttp10", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  // Lines and headers.
  add("SpaceBeforeColon", Post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"));
  add("TabBeforeColon", Post("Content-Length\t: 3\r\n", "abc"));
  add("FoldedHeader", Post("X-A: one\r\n two\r\n"));
  add("FoldedTransferEncoding", Post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"));
  add("FirstHeaderFolded", "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n");
  add("BareLineFeedAfterRequestLine", "GET /echo HTTP/1.1\nHost: a\r\n\r\n");
  add("BareLineFeedAfterHeader", Post("X-A: b\n"));
  add("BareLineFeedsOnly", "GET /echo HTTP/1.1\nHost: a\n\n");
  add("BareCarriageReturnInValue", Post("X-A: b\rTransfer-Encoding: chunked\r\n"));
  add("DoubledCarriageReturn", Post("X-A: b\r\r\n"));
  add("NulInValue", Post("X-A: b\0c\r\n"s));
  add("ControlInValue", Post("X-A: b\x01\r\n"));
  add("DeleteInValue", Post("X-A: b\x7f\r\n"));
  add("NulInName", Post("X\0A: b\r\n"s));
  add("NoColon", Post("X-A\r\n"));
  add("EmptyName", Post(": b\r\n"));
  add("BracketInName", Post("X[A]: b\r\n"));
  add("NonAsciiName", Post("X-\xc3\xa9: b\r\n"));
  add("NoHost", "GET /echo HTTP/1.1\r\n\r\n");
  add("HostTwice", Post("Host: b\r\n"));
  add("HostWithPath", "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n");
  add("HostWithUser", "GET /echo HTTP/1.1\r\nHost: a@b\r\n\r\n");
  // Chunks.
  add("ChunkSizeWithPrefix", Chunked("0x3\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeWithPlus", Chunked("+3\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeNegative", Chunked("-3\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeAfterSpace", Chunked(" 3\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeBeforeSpace", Chunked("3 \r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeEmpty", Chunked("\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeNoNumber", Chunked("xyz\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeBeyond64Bits", Chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"));
  add("ChunkSizeWithBareLineFeed", Chunked("3\nabc\r\n0\r\n\r\n"));
  add("ChunkExtensionWithBareLineFeed", Chunked("3;a\nbc\r\nabc\r\n0\r\n\r\n"));
  add("ChunkExtensionWithCarriageReturn", Chunked("3;a\rb\r\nabc\r\n0\r\n\r\n"));
  add("ChunkShorterThanItsContent", Chunked("3\r\nabcd\r\n0\r\n\r\n"));
  add("ChunkContentWithoutEnd", Chunked("3\r\nabc0\r\n\r\n"));
  add("ChunkContentEndsInLineFeed", Chunked("3\r\nabc\n0\r\n\r\n"));
  add("ChunkExtensionWithoutEnd", Chunked(std::string("3;").append(2000, 'x').append("\r\nabc\r\n0\r\n\r\n")));
  add("TrailerWithoutColon", Chunked("0\r\nX-A\r\n\r\n"));
  add("TrailerWithBareLineFeed", Chunked("0\r\nX-A: b\n\r\n"));
  // Request lines.
  add("Http09", "GET /echo\r\n");
  add("Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  add("Http2Version", Line("GET /echo HTTP/2.0"));
  add("Http12Version", Line("GET /echo HTTP/1.2"));
  add("LowerCaseVersion", Line("GET /echo http/1.1"));
  add("VersionWithTail", Line("GET /echo HTTP/1.1x"));
  add("TwoSpaces", Line("GET  /echo HTTP/1.1"));
  add("SpaceAtTheEnd", Line("GET /echo HTTP/1.1 "));
  add("SpaceInTarget", Line("GET /ec ho HTTP/1.1"));
  add("LeadingSpace", Line(" GET /echo HTTP/1.1"));
  add("TabsForSpaces", Line("GET\t/echo\tHTTP/1.1"));
  add("MethodWithBrace", Line("G{T /echo HTTP/1.1"));
  add("MethodWithNul", Line("G\0T /echo HTTP/1.1"s));
  add("MethodTooLong", Line("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA /echo HTTP/1.1"));
  add("MethodEmpty", Line(" /echo HTTP/1.1"));
  add("AbsoluteForm", Line("GET http://a/echo HTTP/1.1"));
  add("AuthorityForm", Line("CONNECT a:443 HTTP/1.1"));
  add("AsteriskForm", Line("OPTIONS * HTTP/1.1"));
  add("RelativeTarget", Line("GET echo HTTP/1.1"));
  add("FragmentInTarget", Line("GET /echo#x HTTP/1.1"));
  add("RawUtf8InTarget", Line("GET /\xc3\xa9 HTTP/1.1"));
  add("ControlInTarget", Line("GET /ec\x01ho HTTP/1.1"));
  add("PercentAtTheEnd", Line("GET /echo% HTTP/1.1"));
  add("PercentWithOneDigit", Line("GET /echo%4 HTTP/1.1"));
  add("PercentWithoutDigits", Line("GET /echo%zz HTTP/1.1"));
  add("PercentNul", Line("GET /echo%00 HTTP/1.1"));
  add("PercentLineFeed", Line("GET /echo%0a HTTP/1.1"));
  add("PercentBrokenUtf8", Line("GET /echo%ff HTTP/1.1"));
  add("PercentOverlongUtf8", Line("GET /echo%c0%af HTTP/1.1"));
  return corpus;
}

}  // namespace signalbox::http
