package com.estflux.privacy.consent.imports;

import com.estflux.privacy.consent.consent.ConsentImport;
import com.estflux.privacy.consent.consent.ImportOutcome;
import com.estflux.privacy.consent.consent.ImportedConsent;
import com.estflux.privacy.consent.consent.Rehearsal;
import com.estflux.privacy.consent.lines.Line;
import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One import, from its first line to its last. Its chunks are taken one after the other. */
final class ImportRun {

    /** Bytes of a report that may wait to be read: beyond that, lines are counted and no longer named. */
    private static final long MOST_UNREAD = 4L << 20;

    private final AtomicLong unread = new AtomicLong();
    private final ImportService.Mode mode;
    private final LineReader reader;
    private final ConsentImport consents;
    private final ObjectMapper json;
    private final @Nullable Rehearsal rehearsal;
    private boolean headingRefused;
    private long recorded;
    private long duplicates;
    private long refused;
    private long unnamed;

    ImportRun(ImportService.Mode mode, LineReader reader, ConsentImport consents, ObjectMapper json) {
        this.mode = mode;
        this.reader = reader;
        this.consents = consents;
        this.json = json;
        this.rehearsal = mode.dryRun() ? new Rehearsal() : null;
    }

    /** Takes a chunk over; completes with a line for each that was refused, empty if there was none. */
    Uni<byte[]> take(List<Line> lines) {
        StringBuilder report = new StringBuilder();
        List<Long> numbers = new ArrayList<>();
        List<ImportedConsent> decisions = new ArrayList<>();
        for (Line line : lines) {
            try {
                ImportedConsent decision = read(line);
                if (decision != null) {
                    numbers.add(line.number());
                    decisions.add(decision);
                }
            } catch (ProblemException problem) {
                headingRefused |= problem.type().slug().equals("malformed-heading");
                refuse(report, line.number(), problem);
            }
        }
        return decisions.isEmpty()
                ? Uni.createFrom().item(bytes(report))
                : consents.take(decisions, mode.actor(), rehearsal).map(outcomes -> {
                    count(report, numbers, outcomes);
                    return bytes(report);
                });
    }

    private @Nullable ImportedConsent read(Line line) {
        if (headingRefused) {
            refused++;
            unnamed++;
            return null;
        }
        if (line.tooLong()) {
            throw Problems.badRequest("line-too-long", "The line is too long", "no record is that long");
        }
        String text = line.text();
        if (CardNumbers.occurIn(text)) {
            throw Problems.badRequest(
                    "card-number-refused", "The line holds what looks like a card number", "remove it (PF-2.2)");
        }
        ImportLine read = reader.read(text);
        return read == null ? null : read.toDecision();
    }

    private void count(StringBuilder report, List<Long> numbers, List<ImportOutcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            ImportOutcome outcome = outcomes.get(i);
            if (outcome.problem() != null) {
                refuse(report, numbers.get(i), outcome.problem());
            } else if (outcome.duplicate()) {
                duplicates++;
            } else {
                recorded++;
            }
        }
    }

    private void refuse(StringBuilder report, long line, ProblemException problem) {
        refused++;
        if (unread.get() > MOST_UNREAD) {
            unnamed++;
            return;
        }
        report.append(report.isEmpty() ? "" : "\n")
                .append(write(new ImportReport.Refused(line, problem.type().slug(), problem.detail())));
    }

    /** The last line of the report. */
    byte[] summary() {
        return write(new ImportReport.Summary(true, mode.dryRun(), recorded, duplicates, refused, unnamed))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What was counted, for the audit log. */
    String counts() {
        return "recorded:" + recorded + " duplicates:" + duplicates + " refused:" + refused;
    }

    /** Tells that a part of the report is on its way to who reads it. */
    void delivered(byte[] report) {
        unread.addAndGet(-report.length);
    }

    private byte[] bytes(StringBuilder report) {
        byte[] bytes = report.toString().getBytes(StandardCharsets.UTF_8);
        unread.addAndGet(bytes.length);
        return bytes;
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
