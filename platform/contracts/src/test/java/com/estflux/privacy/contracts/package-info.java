/** The contracts under test. */
@NullMarked
package com.estflux.privacy.contracts;

import org.jspecify.annotations.NullMarked;
