package com.estflux.privacy.metrics.remotewrite;

import com.estflux.privacy.metrics.admission.PackedBody;
import com.estflux.privacy.metrics.admission.Room;
import com.estflux.privacy.metrics.counter.Counter;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * Reads a request of Prometheus remote write 1.0: a {@code WriteRequest} in protocol buffers, packed by snappy. Its
 * messages are walked through, not built: what is not a counter of a VPS is skipped, and so is every label but the
 * metric's name, {@code vps_id}, {@code boot} and {@code device}. Nothing is allocated on the word of a length the body does not have.
 */
public final class RemoteWrite {

    private static final ProblemType TOO_MANY = new ProblemType("too-many-samples", 413, "Too many samples at once");
    private static final int TIME_SERIES = 1;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int NAME = 1;
    private static final int VALUE = 2;
    private static final int SAMPLE_VALUE = 1;
    private static final int SAMPLE_TIMESTAMP = 2;

    private final int most;
    private final List<Series> read = new ArrayList<>();
    private int number;

    private RemoteWrite(int most) {
        this.most = most;
    }

    /**
     * Unpacks and reads a request.
     *
     * @param body the body as it was sent
     * @param room what it may hold in memory
     * @param most most samples
     * @throws ProblemException 413 if it is too much, 429 or 503 if there is no room for it now, 400 if it is not one:
     *     then none of it is taken in
     */
    public static List<Series> read(byte[] body, Room room, int most) {
        RemoteWrite request = new RemoteWrite(most);
        try {
            request.readRequest(CodedInputStream.newInstance(unpack(body, room)));
        } catch (IOException e) {
            throw Problems.badRequest(
                    "malformed-write-request", "The body is not a write request", "send protocol buffers, in snappy");
        }
        return request.read;
    }

    private static byte[] unpack(byte[] body, Room room) throws IOException {
        int length = Snappy.uncompressedLength(body);
        if (length < 0 || length > PackedBody.LARGEST) {
            throw PackedBody.tooLarge();
        }
        room.grow(length);
        return Snappy.uncompress(body);
    }

    private void readRequest(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(TIME_SERIES)) {
                int outer = in.pushLimit(in.readRawVarint32());
                readSeries(in);
                in.popLimit(outer);
            } else {
                skip(in, tag);
            }
        }
    }

    /** Labels may stand after the samples, so these are kept until the end of the series. */
    private void readSeries(CodedInputStream in) throws IOException {
        number++;
        SeriesLabels labels = new SeriesLabels();
        List<Point> points = new ArrayList<>(1);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(LABELS)) {
                int outer = in.pushLimit(in.readRawVarint32());
                readLabel(in, labels);
                in.popLimit(outer);
            } else if (tag == delimited(SAMPLES)) {
                int outer = in.pushLimit(in.readRawVarint32());
                points.add(readPoint(in));
                in.popLimit(outer);
                bound(points.size());
            } else {
                skip(in, tag);
            }
        }
        Counter counter = labels.counter();
        if (counter != null) {
            for (Point point : points) {
                if (!point.isStale()) {
                    read.add(labels.series(number, counter, point));
                }
            }
        }
    }

    private void bound(int points) {
        if (read.size() + points > most) {
            throw new ProblemException(TOO_MANY, "send at most " + most + " in one request; none was taken in");
        }
    }

    private static void readLabel(CodedInputStream in, SeriesLabels labels) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(NAME)) {
                name = in.readString();
            } else if (tag == delimited(VALUE)) {
                value = in.readString();
            } else {
                skip(in, tag);
            }
        }
        labels.add(name, value);
    }

    private static Point readPoint(CodedInputStream in) throws IOException {
        double value = 0;
        long timestamp = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tag(SAMPLE_VALUE, WireFormat.WIRETYPE_FIXED64)) {
                value = in.readDouble();
            } else if (tag == tag(SAMPLE_TIMESTAMP, WireFormat.WIRETYPE_VARINT)) {
                timestamp = in.readInt64();
            } else {
                skip(in, tag);
            }
        }
        return new Point(value, timestamp);
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        in.skipField(tag);
    }

    private static int delimited(int field) {
        return tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
