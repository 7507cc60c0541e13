/** Who is known: accounts opened and closed, restrictions. */
@NullMarked
package com.estflux.privacy.consent.subject;

import org.jspecify.annotations.NullMarked;
