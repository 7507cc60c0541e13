/** This service as a store of the rights protocol. */
@NullMarked
package com.estflux.privacy.consent.rights;

import org.jspecify.annotations.NullMarked;
