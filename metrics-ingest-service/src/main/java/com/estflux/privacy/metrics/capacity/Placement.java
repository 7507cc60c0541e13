package com.estflux.privacy.metrics.capacity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a VPS runs and on which plan.
 *
 * @param host code of the host
 * @param plan code of the plan
 * @param region code of the region
 */
@Schema(example = """
        {"host":"tll1-node7","plan":"vps-2","region":"tll1"}""")
record Placement(
        @NotNull @Pattern(regexp = CODE) String host,
        @NotNull @Pattern(regexp = CODE) String plan,
        @NotNull @Pattern(regexp = CODE) String region) {

    private static final String CODE = "[a-z0-9][a-z0-9-]{0,39}";
}
