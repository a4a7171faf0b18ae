#include "common/upstream/failures.h"

namespace signalbox::upstream {

Failure FailureOf(CURLcode code, bool connected) {
  switch (code) {
    case CURLE_OK:
      return Failure::kNone;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Failure::kTls;
    case CURLE_OPERATION_TIMEDOUT:
      return connected ? Failure::kTotalTimeout : Failure::kConnectTimeout;
    default:
      return connected ? Failure::kCut : Failure::kConnect;
  }
}

const char* DescribeTimeout(Failure timeout) {
  switch (timeout) {
    case Failure::kConnectTimeout:
      return "no connection in time";
    case Failure::kFirstByteTimeout:
      return "no first byte in time";
    case Failure::kIdleTimeout:
      return "no further byte in time";
    default:
      return "not complete in time";
  }
}

}  // namespace signalbox::upstream
