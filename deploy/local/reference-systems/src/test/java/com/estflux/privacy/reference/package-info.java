/** The reference systems on real PostgreSQL, Kafka and Keycloak. */
@NullMarked
package com.estflux.privacy.reference;

import org.jspecify.annotations.NullMarked;
