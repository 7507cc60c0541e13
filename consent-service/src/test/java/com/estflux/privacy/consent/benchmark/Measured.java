package com.estflux.privacy.consent.benchmark;

/** What one measurement gave. */
record Measured(double perSecond, double p50Millis, double p99Millis) {}
