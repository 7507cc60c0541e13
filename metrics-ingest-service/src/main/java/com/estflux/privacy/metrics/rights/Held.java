package com.estflux.privacy.metrics.rights;

import java.util.List;

/**
 * What is held of a subject, by category, as record ids.
 *
 * @param assignments of IP addresses, by their ids
 * @param traffic months of each VPS, as {@code VPS:YYYY-MM}
 * @param resources months of each VPS, likewise
 */
record Held(List<String> assignments, List<String> traffic, List<String> resources) {}
