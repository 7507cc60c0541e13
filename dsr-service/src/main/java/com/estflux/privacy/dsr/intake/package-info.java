/** Where requests come in. */
@NullMarked
package com.estflux.privacy.dsr.intake;

import org.jspecify.annotations.NullMarked;
