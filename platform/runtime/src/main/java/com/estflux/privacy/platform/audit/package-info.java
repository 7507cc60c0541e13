/** The append-only, hash-chained audit log. */
@NullMarked
package com.estflux.privacy.platform.audit;

import org.jspecify.annotations.NullMarked;
