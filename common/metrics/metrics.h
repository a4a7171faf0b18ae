#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace signalbox::metrics {

/// The process's one registry. Families are created once, at construction of their owner; look series up once and keep
/// the reference: prometheus-cpp hashes labels at every Add(). Any thread.
prometheus::Registry& Registry();

prometheus::Family<prometheus::Counter>& Counter(const std::string& name, const std::string& help);
prometheus::Family<prometheus::Gauge>& Gauge(const std::string& name, const std::string& help);
prometheus::Family<prometheus::Histogram>& Histogram(const std::string& name, const std::string& help);

/// Bucket bounds in seconds from 100 µs to 10 min, for anything that a person waits for.
const prometheus::Histogram::BucketBoundaries& LatencyBuckets();

/// Everything, in Prometheus' text format 0.0.4.
std::string Serialize();

}  // namespace signalbox::metrics
