package com.estflux.privacy.consent;

import com.estflux.privacy.platform.testing.architecture.DeclaredDeletions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeclaredDeletionsTest {

    @Test
    void shouldDeleteOnlyWhereThatIsDeclared() {
        DeclaredDeletions.check(Path.of(""));
    }
}
