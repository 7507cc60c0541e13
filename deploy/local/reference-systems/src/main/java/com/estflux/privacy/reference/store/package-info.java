/** Taking part in the rights protocol: commands in, exactly one final receipt out. */
@NullMarked
package com.estflux.privacy.reference.store;

import org.jspecify.annotations.NullMarked;
