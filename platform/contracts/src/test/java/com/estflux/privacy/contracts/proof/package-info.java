/** The contracts under test. */
@NullMarked
package com.estflux.privacy.contracts.proof;

import org.jspecify.annotations.NullMarked;
