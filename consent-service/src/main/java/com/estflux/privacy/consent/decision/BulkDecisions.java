package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.lines.Line;
import com.estflux.privacy.consent.lines.Lines;
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
 * Answers a stream of questions with a stream of answers, a chunk at a time. If the answers are not read, the questions
 * wait, read but unanswered, a few megabytes at most; answers never pile up.
 */
@ApplicationScoped
class BulkDecisions {

    /** Most questions in one query. */
    static final int MOST = 100_000;

    private static final int CHUNK = 1_000;

    /** Chunks that may wait for their answers to be read: all of a permitted call, so that none ever breaks off. */
    private static final int MOST_WAITING = MOST / CHUNK + 1;

    private final FactsQuery facts;
    private final Clock clock;

    BulkDecisions(FactsQuery facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Answers, in order; a last line says that all were answered. Questions are taken in however slowly the answers are
     * read: many clients read nothing before they have sent everything, and would wait for ever.
     *
     * @param body lines of questions
     * @param purpose what lines without a purpose ask about; null if each has its own
     */
    Multi<byte[]> answer(Multi<Buffer> body, @Nullable String purpose) {
        QuestionReader reader = new QuestionReader(purpose);
        AtomicLong answered = new AtomicLong();
        Multi<byte[]> answers = Lines.of(body)
                .group()
                .intoLists()
                .of(CHUNK)
                .map(chunk -> read(chunk, reader))
                .onOverflow()
                .buffer(MOST_WAITING)
                .onItem()
                .transformToUniAndConcatenate(chunk -> answerChunk(chunk, answered));
        return Multi.createBy()
                .concatenating()
                .streams(answers, Multi.createFrom().deferred(() -> Multi.createFrom()
                        .item(new AnswerWriter(1, clock.instant())
                                .end(answered.get())
                                .toBytes())));
    }

    private static List<@Nullable Question> read(List<Line> lines, QuestionReader reader) {
        List<@Nullable Question> asked = new ArrayList<>(lines.size());
        lines.forEach(line -> asked.add(reader.read(line.bytes())));
        return Collections.unmodifiableList(asked);
    }

    private Uni<byte[]> answerChunk(List<@Nullable Question> asked, AtomicLong answered) {
        long before = answered.getAndAdd(asked.size());
        if (before >= MOST) {
            return Uni.createFrom().item(refuse(asked.size(), clock.instant()));
        }
        List<Question> questions = new ArrayList<>(asked.size());
        for (Question question : asked) {
            if (question != null) {
                questions.add(question);
            }
        }
        Instant asOf = clock.instant();
        return facts.facts(questions).map(found -> write(asked, found, asOf));
    }

    private static byte[] write(List<@Nullable Question> asked, List<Facts> facts, Instant now) {
        AnswerWriter answers = new AnswerWriter(asked.size(), now);
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

    private static byte[] refuse(int lines, Instant now) {
        AnswerWriter answers = new AnswerWriter(lines, now);
        for (int i = 0; i < lines; i++) {
            answers.answer(null, Verdict.no(Reason.TOO_MANY_QUESTIONS, null, null), null);
        }
        return answers.toBytes();
    }
}
