/** Tests of grouping. */
@NullMarked
package com.estflux.privacy.consent.grouping;

import org.jspecify.annotations.NullMarked;
