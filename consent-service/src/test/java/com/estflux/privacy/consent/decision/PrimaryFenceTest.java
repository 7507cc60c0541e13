package com.estflux.privacy.consent.decision;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A database that takes no writes may not have the last withdrawals: it answers nothing. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class PrimaryFenceTest {

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    Clock clock;

    @Test
    void shouldNotAnswerFromADatabaseThatTakesNoWrites() {
        Pool writable = pool("off");
        Pool readOnly = pool("on");
        try {
            assertThat(facts(writable)).hasSize(1);
            assertThatThrownBy(() -> facts(readOnly))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type().slug()).isEqualTo("database-not-primary"));
        } finally {
            writable.closeAndAwait();
            readOnly.closeAndAwait();
        }
    }

    private List<Facts> facts(Pool pool) {
        return new FactsQuery(pool, pseudonyms, clock)
                .facts(List.of(new Question(UUID.randomUUID(), MARKETING)))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private Pool pool(String readOnly) {
        PgConnectOptions options = PgConnectOptions.fromUri(url.replace("vertx-reactive:", ""))
                .setUser(user)
                .setPassword(password)
                .addProperty("default_transaction_read_only", readOnly);
        return Pool.newInstance(
                PgBuilder.pool().connectingTo(options).using(vertx).build());
    }
}
