/** The law of deletion: what every deletion of personal data by date passes, and what holds do to an erasure. */
@NullMarked
package com.estflux.privacy.platform.deletion;

import org.jspecify.annotations.NullMarked;
