package com.estflux.privacy.metrics.finding;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.metrics.finding.FindingRepository.Cursor;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what usage did not reach an invoice as it came, and keeps {@code usage_findings} up to date. */
@ApplicationScoped
public class FindingService {

    private final FindingRepository findings;
    private final MultiGauge gauge;

    FindingService(FindingRepository findings, MeterRegistry meters) {
        this.findings = findings;
        this.gauge = MultiGauge.builder("usage.findings")
                .description("Usage that did not reach an invoice as it came")
                .register(meters);
    }

    /** Counts the findings anew, for operators to be alerted by. */
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "usage-findings")
    public Uni<Void> count() {
        return findings.counts()
                .invoke(counts -> gauge.register(
                        counts.stream()
                                .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(
                                        Tags.of("kind", one.kind(), "reason", one.reason()), one.findings()))
                                .toList(),
                        true))
                .replaceWithVoid();
    }

    /** Findings, the latest first; of one kind or VPS where these are given. */
    Uni<Page<Finding>> page(@Nullable String kind, @Nullable UUID vpsId, PageRequest request) {
        Cursor after = request.after().map(FindingService::cursor).orElse(null);
        return findings.page(kind, vpsId, after, request.limit() + 1)
                .map(found -> Page.of(found, request, FindingService::cursor));
    }

    private static String cursor(Finding last) {
        return String.join(
                " ",
                last.reportedAt().toString(),
                last.vpsId().toString(),
                last.from().toString(),
                last.kind(),
                last.reason());
    }

    private static Cursor cursor(String text) {
        String[] parts = text.split(" ", -1);
        try {
            if (parts.length == 5) {
                return new Cursor(
                        Instant.parse(parts[0]),
                        CanonicalUuid.parse(parts[1]),
                        Instant.parse(parts[2]),
                        parts[3],
                        parts[4]);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // Said below, together with what has other parts.
        }
        throw PageRequest.invalidCursor();
    }
}
