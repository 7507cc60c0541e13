/** The rights of data subjects, as this store carries them out. */
@NullMarked
package com.estflux.privacy.metrics.rights;

import org.jspecify.annotations.NullMarked;
