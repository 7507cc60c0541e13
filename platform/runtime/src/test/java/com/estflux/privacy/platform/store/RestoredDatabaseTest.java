package com.estflux.privacy.platform.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
@QuarkusTestResource(value = RestoredDatabase.class, restrictToAnnotatedClass = true)
class RestoredDatabaseTest {

    @Test
    void shouldEraseAgainBeforeItServes() {
        await().atMost(Duration.ofSeconds(60)).until(RestoredDatabase::eraseIsWaiting);
        assertThat(ready()).as("ready while erased data is still there").isEqualTo(503);
        assertThat(rows()).isEqualTo(1);

        RestoredDatabase.letEraseGoOn();

        await().atMost(Duration.ofSeconds(60)).until(() -> ready() == 200);
        assertThat(rows()).isZero();
        awaitEveryPartitionReadAgain();
        assertThat(Database.query("SELECT effects FROM ledger WHERE effects > 1 AND invoice_id IN (SELECT invoice_id"
                        + " FROM ledger_before)"))
                .as("effects of a topic replayed from its beginning")
                .isEmpty();
    }

    /** Of so many subjects at least one is in each partition, behind everything that was there before. */
    private static void awaitEveryPartitionReadAgain() {
        KafkaProbe kafka = new KafkaProbe(Infrastructure.get().kafka());
        EventCodec codec = new EventCodec();
        List<UUID> invoices = Stream.generate(UUID::randomUUID).limit(100).toList();
        for (UUID invoice : invoices) {
            var issued = new InvoiceIssued(invoice, UUID.randomUUID(), LocalDate.parse("2026-11-24"));
            kafka.send(codec.encode(EventMessage.create("/tests", Clock.systemUTC(), issued)));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Database.query("SELECT cast(invoice_id AS text) FROM ledger"))
                        .containsAll(invoices.stream().map(UUID::toString).toList()));
    }

    private static int ready() {
        return given().get("/q/health/ready").then().extract().statusCode();
    }

    private static long rows() {
        return Database.count("SELECT count(*) FROM ticket WHERE subject_id = ?", RestoredDatabase.SUBJECT);
    }
}
