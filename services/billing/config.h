#pragma once

#include <string>

#include "common/config/reader.h"
#include "common/postgres/pool.h"

namespace signalbox::billing {

/// The section `billing` of the configuration.
struct Config {
  postgres::Options postgres;
  std::string rate_card;  ///< A rate card that wins over the one in the program; empty: none.

  void Read(config::Reader& section) {
    postgres.schema = "billing";
    section.GetMap("postgres", [this](config::Reader& map) { postgres.Read(map); });
    section.Get("rate_card", rate_card);
  }
};

}  // namespace signalbox::billing
