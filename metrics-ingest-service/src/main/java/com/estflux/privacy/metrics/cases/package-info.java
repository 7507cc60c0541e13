/** Which cases of data subjects are open; whose they are is not known here. */
@NullMarked
package com.estflux.privacy.metrics.cases;

import org.jspecify.annotations.NullMarked;
