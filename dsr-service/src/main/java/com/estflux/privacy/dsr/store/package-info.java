/** This service as a store of personal data itself. */
@NullMarked
package com.estflux.privacy.dsr.store;

import org.jspecify.annotations.NullMarked;
