package com.estflux.privacy.consent.decision;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers a stream of questions with a stream of answers, a chunk at a time: memory does not grow with their number,
 * and a caller who reads slowly slows the reading of the questions.
 */
@ApplicationScoped
class BulkDecisions {

    /** Most questions in one query. */
    static final int MOST = 100_000;

    private static final int CHUNK = 1_000;

    private final FactsQuery facts;
    private final Clock clock;

    BulkDecisions(FactsQuery facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Answers, in order; a last line says that all were answered.
     *
     * @param body lines of questions
     * @param purpose what lines without a purpose ask about; null if each has its own
     */
    Multi<byte[]> answer(Multi<Buffer> body, @Nullable String purpose) {
        Lines lines = new Lines();
        QuestionReader reader = new QuestionReader(purpose);
        AtomicLong answered = new AtomicLong();
        Multi<byte[]> all = Multi.createBy()
                .concatenating()
                .streams(
                        body.onItem().transformToIterable(lines::complete),
                        Multi.createFrom().deferred(() -> Multi.createFrom().iterable(lines.rest())));
        Multi<byte[]> answers = all.group()
                .intoLists()
                .of(CHUNK)
                .onItem()
                .transformToUniAndConcatenate(chunk -> answerChunk(chunk, reader, answered));
        return Multi.createBy()
                .concatenating()
                .streams(answers, Multi.createFrom().deferred(() -> Multi.createFrom()
                        .item(new AnswerWriter(1).end(answered.get()).toBytes())));
    }

    private Uni<byte[]> answerChunk(List<byte[]> lines, QuestionReader reader, AtomicLong answered) {
        long before = answered.getAndAdd(lines.size());
        if (before >= MOST) {
            return Uni.createFrom().item(refuse(lines.size()));
        }
        List<@Nullable Question> asked = new ArrayList<>(lines.size());
        List<Question> questions = new ArrayList<>(lines.size());
        for (byte[] line : lines) {
            Question question = reader.read(line);
            asked.add(question);
            if (question != null) {
                questions.add(question);
            }
        }
        return facts.facts(questions).map(found -> write(Collections.unmodifiableList(asked), found));
    }

    private byte[] write(List<@Nullable Question> asked, List<Facts> facts) {
        Instant now = clock.instant();
        AnswerWriter answers = new AnswerWriter(asked.size());
        var next = facts.iterator();
        for (Question question : asked) {
            if (question == null) {
                answers.answer(null, Verdict.no(Reason.MALFORMED_QUESTION, null, null), null);
            } else {
                Facts known = next.next();
                answers.answer(question, DecisionRules.decide(known, now), known.policyVersion());
            }
        }
        return answers.toBytes();
    }

    private static byte[] refuse(int lines) {
        AnswerWriter answers = new AnswerWriter(lines);
        for (int i = 0; i < lines; i++) {
            answers.answer(null, Verdict.no(Reason.TOO_MANY_QUESTIONS, null, null), null);
        }
        return answers.toBytes();
    }
}
