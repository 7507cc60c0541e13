/** The house style as rules that fail a build. */
@NullMarked
package com.estflux.privacy.platform.testing.architecture;

import org.jspecify.annotations.NullMarked;
