/** Real servers on one machine, from what the build unpacked: PostgreSQL, Kafka, Keycloak and mail. */
@NullMarked
package com.estflux.privacy.platform.testing.infrastructure;

import org.jspecify.annotations.NullMarked;
