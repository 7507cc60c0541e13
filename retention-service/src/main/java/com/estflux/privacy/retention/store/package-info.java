/** This service as a store of the rights protocol. */
@NullMarked
package com.estflux.privacy.retention.store;

import org.jspecify.annotations.NullMarked;
