/** Real infrastructure for {@code @QuarkusTest}s. */
@NullMarked
package com.estflux.privacy.platform.testing.quarkus;

import org.jspecify.annotations.NullMarked;
