/** What retention-service tells every store: rules and legal holds. */
@NullMarked
package com.estflux.privacy.contracts.retention;

import org.jspecify.annotations.NullMarked;
