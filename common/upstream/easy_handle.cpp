#include "common/upstream/easy_handle.h"

#include <new>
#include <utility>

#include <unistd.h>

#include "common/upstream/poller.h"
#include "common/upstream/running_transfer.h"

namespace signalbox::upstream {
namespace {

constexpr std::size_t kMaxFreeHandles = 256;

RunningTransfer& TransferOf(void* pointer) {
  return *static_cast<RunningTransfer*>(pointer);
}

curl_socket_t OpenSocket(void* transfer, curlsocktype, curl_sockaddr* address) {
  if (!TransferOf(transfer).Admit(address->addr)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CloseSocket(void* poller, curl_socket_t socket) {
  static_cast<Poller*>(poller)->Forget(socket);
  return ::close(socket);
}

int BeforeRequest(void* transfer, char* ip, char*, int, int) {
  return TransferOf(transfer).OnConnected(ip) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::size_t TakeHeader(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  return TransferOf(transfer).OnHeaderLine({bytes, size * count}) ? size * count : 0;
}

std::size_t TakeBody(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  switch (TransferOf(transfer).OnBytes({bytes, size * count})) {
    case RunningTransfer::Taken::kYes:
      return size * count;
    case RunningTransfer::Taken::kLater:
      return CURL_WRITEFUNC_PAUSE;
    case RunningTransfer::Taken::kNever:
      break;
  }
  return CURL_WRITEFUNC_ERROR;
}

}  // namespace

EasyHandle::EasyHandle(Poller& poller) : easy_(curl_easy_init()) {
  if (easy_ == nullptr) throw std::bad_alloc();
  SetConstants(poller);
}

EasyHandle::~EasyHandle() {
  curl_easy_cleanup(easy_);
}

void EasyHandle::SetConstants(Poller& poller) {
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_PROXY, "");  // Also none from the environment.
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // Do not wait in the loop for the thread of a name lookup that is given up.
  curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, OpenSocket);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETFUNCTION, CloseSocket);
  curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETDATA, &poller);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, BeforeRequest);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, TakeHeader);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, TakeBody);
}

std::string EasyHandle::Prepare(RunningTransfer& transfer) {
  const Request& request = transfer.request();
  if (!IsToken(request.method)) return "the method is not one";
  if (!headers_.Set(request)) return "a header cannot be sent";
  error_[0] = '\0';
  SetMethod(request);
  curl_easy_setopt(easy_, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_.list());
  // Shared among the addresses of a host, so that a dead one does not use up the time of the next.
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, &transfer);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &transfer);
  return {};
}

void EasyHandle::SetMethod(const Request& request) {
  const std::string& method = request.method;
  const bool has_body = !request.body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
  const char* custom = nullptr;
  if (method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  } else if (has_body) {
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    if (method != "POST") custom = method.c_str();
  } else {
    curl_easy_setopt(easy_, CURLOPT_HTTPGET, 1L);
    if (method != "GET") custom = method.c_str();
  }
  curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, custom);
}

std::string EasyHandle::Detail(CURLcode code) const {
  return error_[0] != '\0' ? error_.data() : curl_easy_strerror(code);
}

std::unique_ptr<EasyHandle> EasyHandlePool::Take() {
  if (free_.empty()) return std::make_unique<EasyHandle>(poller_);
  std::unique_ptr<EasyHandle> handle = std::move(free_.back());
  free_.pop_back();
  return handle;
}

void EasyHandlePool::Return(std::unique_ptr<EasyHandle> handle) {
  if (free_.size() < kMaxFreeHandles) free_.push_back(std::move(handle));
}

}  // namespace signalbox::upstream
