/** The whole suite on one machine: started, watched over, and stopped again. */
@NullMarked
package com.estflux.privacy.stack;

import org.jspecify.annotations.NullMarked;
