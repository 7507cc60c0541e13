@NullMarked
package com.estflux.privacy.contracts.retention;

import org.jspecify.annotations.NullMarked;
