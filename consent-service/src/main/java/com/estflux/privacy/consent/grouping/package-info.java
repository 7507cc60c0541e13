/** Group commit for hot paths. */
@NullMarked
package com.estflux.privacy.consent.grouping;

import org.jspecify.annotations.NullMarked;
