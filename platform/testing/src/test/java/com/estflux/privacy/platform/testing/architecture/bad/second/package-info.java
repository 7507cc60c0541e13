/** What the house style forbids. */
@NullMarked
package com.estflux.privacy.platform.testing.architecture.bad.second;

import org.jspecify.annotations.NullMarked;
