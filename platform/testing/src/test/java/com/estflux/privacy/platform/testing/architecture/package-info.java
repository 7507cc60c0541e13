/** Every rule of the house style, and something that breaks it. */
@NullMarked
package com.estflux.privacy.platform.testing.architecture;

import org.jspecify.annotations.NullMarked;
