/** What this service takes in from Kafka, one consumer a topic. */
@NullMarked
package com.estflux.privacy.retention.messaging;

import org.jspecify.annotations.NullMarked;
