/** Objections to legitimate interests (Art. 21). */
@NullMarked
package com.estflux.privacy.consent.objection;

import org.jspecify.annotations.NullMarked;
