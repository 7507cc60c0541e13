/** Who says what: this service's own key, the keys of others, and whether an event comes from whom it must. */
@NullMarked
package com.estflux.privacy.platform.proof;

import org.jspecify.annotations.NullMarked;
