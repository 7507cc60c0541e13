package com.estflux.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.openapi.MachineCalls;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each machine client makes the calls that are its own, and no others. */
@QuarkusTest
@QuarkusTestResource(
        value = PrivacyInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class MachineCallsTest {

    private static final Map<String, Set<String>> ITS_OWN = Map.of();

    @TestHTTPResource
    URI service;

    @Test
    void shouldLetEachMachineMakeItsOwnCallsOnly() {
        assertThat(MachineCalls.of(service)).isEqualTo(ITS_OWN);
    }
}
