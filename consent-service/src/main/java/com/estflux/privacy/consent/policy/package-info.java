/** Versions of the privacy policy, telling customers of them, and their acceptance (PF-11). */
@NullMarked
package com.estflux.privacy.consent.policy;

import org.jspecify.annotations.NullMarked;
