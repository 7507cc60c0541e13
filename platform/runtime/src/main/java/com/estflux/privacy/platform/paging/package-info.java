/** Lists paged by cursor. */
@NullMarked
package com.estflux.privacy.platform.paging;

import org.jspecify.annotations.NullMarked;
