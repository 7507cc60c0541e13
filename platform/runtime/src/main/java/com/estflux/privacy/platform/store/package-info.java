/** The rights protocol as every store of the suite takes part in it. */
@NullMarked
package com.estflux.privacy.platform.store;

import org.jspecify.annotations.NullMarked;
