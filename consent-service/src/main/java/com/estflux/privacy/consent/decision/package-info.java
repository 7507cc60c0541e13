/** May a purpose be processed for a person now, and why. */
@NullMarked
package com.estflux.privacy.consent.decision;

import org.jspecify.annotations.NullMarked;
