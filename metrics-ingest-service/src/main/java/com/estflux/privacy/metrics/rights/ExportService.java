package com.estflux.privacy.metrics.rights;

import static com.estflux.privacy.contracts.DataCategory.IP_ASSIGNMENT;
import static com.estflux.privacy.contracts.DataCategory.RESOURCE_USAGE;
import static com.estflux.privacy.contracts.DataCategory.TRAFFIC_VOLUME;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.metrics.rights.ExportRepository.Form;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Copies out what is held of a subject, as a stream (Art. 15, 20). Who did so is on record before the first byte. */
@ApplicationScoped
class ExportService {

    private static final String SAMPLES_HEADER = "vpsId,sampledAt,intervalSeconds,cpuMicroseconds,memoryUsedBytes,"
            + "diskReadBytes,diskWrittenBytes,diskReadOperations,diskWriteOperations,receivedBytes,transmittedBytes\n";
    private static final String ASSIGNMENTS_HEADER = "assignmentId,vpsId,ipAddress,assignedAt,releasedAt\n";

    private final ExportRepository held;
    private final AuditLog audit;

    ExportService(ExportRepository held, AuditLog audit) {
        this.held = held;
        this.audit = audit;
    }

    /** Puts the export on record. */
    Uni<Void> begin(UUID subjectId, String actor) {
        return audit.recordNow(
                AuditEntry.of("subject.export", actor, AuditOutcome.DONE).about(subjectId));
    }

    /** Everything, a JSON object a line; the stream itself ends each portion's last line. */
    Multi<byte[]> everything(UUID subjectId) {
        return everything(subjectId, List.of(IP_ASSIGNMENT, TRAFFIC_VOLUME, RESOURCE_USAGE));
    }

    /** Everything of these categories, likewise. A sample is of traffic and of resources alike. */
    Multi<byte[]> everything(UUID subjectId, List<DataCategory> categories) {
        boolean usage = categories.contains(TRAFFIC_VOLUME) || categories.contains(RESOURCE_USAGE);
        Multi<String> none = Multi.createFrom().empty();
        return bytes(Multi.createBy()
                .concatenating()
                .streams(
                        usage ? held.others(subjectId).toMulti() : none,
                        categories.contains(IP_ASSIGNMENT)
                                ? held.assignments(subjectId, Form.NDJSON).toMulti()
                                : none,
                        usage ? samples(subjectId, Form.NDJSON) : none)
                .map(String::stripTrailing));
    }

    /** The samples, as CSV. */
    Multi<byte[]> samples(UUID subjectId) {
        return bytes(Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(SAMPLES_HEADER), samples(subjectId, Form.CSV)));
    }

    /** The addresses, as CSV. */
    Multi<byte[]> assignments(UUID subjectId) {
        return bytes(Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(ASSIGNMENTS_HEADER),
                        held.assignments(subjectId, Form.CSV).toMulti()));
    }

    private Multi<String> samples(UUID subjectId, Form form) {
        return held.vps(subjectId)
                .onItem()
                .transformToMulti(vps -> Multi.createFrom().iterable(vps))
                .onItem()
                .transformToMultiAndConcatenate(one -> held.samples(one, form));
    }

    private static Multi<byte[]> bytes(Multi<String> lines) {
        return lines.filter(text -> !text.isEmpty()).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
