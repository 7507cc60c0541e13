/** Restrictions that staff asked for, decided by an officer. */
@NullMarked
package com.estflux.privacy.dsr.restriction;

import org.jspecify.annotations.NullMarked;
