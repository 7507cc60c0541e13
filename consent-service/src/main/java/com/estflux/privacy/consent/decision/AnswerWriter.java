package com.estflux.privacy.consent.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes answers of a bulk query, one line each. By hand, because a mapper would cost more than the decision. */
final class AnswerWriter {

    private static final int BYTES_PER_LINE = 270;

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream bytes;
    private final JsonGenerator out;
    private final String asOf;

    /**
     * Begins with nothing.
     *
     * @param lines how many are expected
     * @param asOf as of when they are true
     */
    AnswerWriter(int lines, Instant asOf) {
        this.asOf = asOf.toString();
        bytes = new ByteArrayOutputStream(lines * BYTES_PER_LINE);
        try {
            out = json.createGenerator(bytes);
            out.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a question; a line that was none is answered no. */
    AnswerWriter answer(@Nullable Question question, Verdict verdict, @Nullable String policyVersion) {
        return line(() -> {
            if (question != null) {
                out.writeStringField("subjectId", question.subjectId().toString());
                out.writeStringField("purpose", question.purpose());
            }
            out.writeBooleanField("allowed", verdict.allowed());
            out.writeStringField("reason", verdict.reason().code());
            text("legalBasis", verdict.legalBasis());
            UUID evidence = verdict.evidenceId();
            text("evidenceId", evidence == null ? null : evidence.toString());
            text("policyVersion", policyVersion);
            out.writeStringField("decidedAt", asOf);
        });
    }

    /** Says that everything was answered; without this line the answer is not whole. */
    AnswerWriter end(long answered) {
        return line(() -> {
            out.writeBooleanField("end", true);
            out.writeNumberField("answered", answered);
        });
    }

    /** The lines, without the last line feed: whoever streams them puts one after each part. */
    byte[] toBytes() {
        try {
            out.flush();
            byte[] lines = bytes.toByteArray();
            return Arrays.copyOf(lines, lines.length - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String field, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(field, value);
        }
    }

    private AnswerWriter line(Fields fields) {
        try {
            out.writeStartObject();
            fields.write();
            out.writeEndObject();
            out.writeRaw('\n');
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Fields {
        void write() throws IOException;
    }
}
