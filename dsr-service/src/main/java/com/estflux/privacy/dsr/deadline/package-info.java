/** When a request must be answered: pure rules of Art. 12(3) and of the published policy. */
@NullMarked
package com.estflux.privacy.dsr.deadline;

import org.jspecify.annotations.NullMarked;
