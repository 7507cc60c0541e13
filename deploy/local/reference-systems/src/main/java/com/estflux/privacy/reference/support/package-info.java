/** The support system: tickets. */
@NullMarked
package com.estflux.privacy.reference.support;

import org.jspecify.annotations.NullMarked;
