#include "services/router/providers/vertex/location.h"

namespace signalbox::router::vertex {

std::string BaseUrlOf(std::string_view location) {
  if (location == "global") return "https://aiplatform.googleapis.com";
  std::string url = "https://";
  if (location == "us" || location == "eu") {
    url += "aiplatform.";
    url += location;
    url += ".rep.googleapis.com";
  } else {
    url += location;
    url += "-aiplatform.googleapis.com";
  }
  return url;
}

}  // namespace signalbox::router::vertex
