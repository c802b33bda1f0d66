package io.millrace.formats.text;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Hands text in any encoding to a decoder of UTF-8, piece by piece; what is rejected is given back as it came. */
public final class EncodedDecoder implements Decoder {
    private static final int PIECE = 1 << 16;

    private final Decoder decoder;
    private final TextEncoding wanted;
    private final EncodingGuess guess;
    private final Back back = new Back();
    private TextEncoding encoding;
    private boolean atStart = true;
    private byte[] utf8 = new byte[0];
    private int piece = PIECE;

    private EncodedDecoder(Decoder decoder, TextEncoding wanted, EncodingGuess guess) {
        this.decoder = decoder;
        this.guess = guess;
        this.wanted = wanted;
        this.encoding = wanted;
    }

    public static Decoder of(Decoder decoder, TextEncoding encoding) {
        return of(decoder, encoding, EncodingGuess.BY_MARK);
    }

    /** AUTO is then what the XML declaration says. */
    public static Decoder ofXml(Decoder decoder, TextEncoding encoding) {
        return of(decoder, encoding, EncodingGuess.BY_XML_DECLARATION);
    }

    private static Decoder of(Decoder decoder, TextEncoding encoding, EncodingGuess guess) {
        return encoding == TextEncoding.UTF_8 ? decoder : new EncodedDecoder(decoder, encoding, guess);
    }

    @Override
    public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        if (atStart && wanted == TextEncoding.AUTO) {
            Optional<TextEncoding> guessed = guess.of(bytes, from, to, complete);
            if (guessed.isEmpty()) {
                return 0;
            }
            encoding = guessed.get();
        }
        atStart = false;
        int used = encoding == TextEncoding.UTF_8
                ? decoder.decode(bytes, from, to, complete, rejects)
                : pieces(bytes, from, to, complete, rejects);
        atStart = complete && used == to - from;
        return used;
    }

    private int pieces(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        back.rejects = rejects;
        int p = from;
        while (true) {
            int end = to - p > piece ? p + piece : to;
            boolean last = end == to && complete;
            if (utf8.length < TextEncoding.largest(end - p)) {
                utf8 = new byte[TextEncoding.largest(end - p)];
            }
            int written = encoding.toUtf8(bytes, p, end, last, utf8);
            back.source = bytes;
            back.start = p;
            int used = decoder.decode(utf8, 0, written, last, back);
            p += encoding.sourceLength(utf8, 0, used);
            if (decoder.full() || end == to) {
                return p - from;
            }
            piece = used == 0 ? piece * 2 : PIECE;
        }
    }

    @Override
    public int rows() {
        return decoder.rows();
    }

    @Override
    public boolean full() {
        return decoder.full();
    }

    @Override
    public Batch batch() {
        return decoder.batch();
    }

    @Override
    public void reset() {
        decoder.reset();
    }

    @Override
    public long duplicateKeys() {
        return decoder.duplicateKeys();
    }

    @Override
    public long overflowedFields() {
        return decoder.overflowedFields();
    }

    /** Finds the bytes of the source that what is rejected came from. */
    private final class Back implements RejectSink, ContextSink {
        private RejectSink rejects;
        private byte[] source;
        private int start;

        @Override
        public void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
            int begin = start + encoding.sourceLength(bytes, 0, from);
            int end = begin + encoding.sourceLength(bytes, from, to);
            if (encoding.isUtf16() && wanted == TextEncoding.AUTO) {
                withContext(code, reason, "\uFEFF", begin, end);
            } else {
                rejects.reject(code, reason, source, begin, end);
            }
        }

        @Override
        public void reject(ErrorCode code, String reason, byte[] context, byte[] bytes, int from, int to) {
            int begin = start + encoding.sourceLength(bytes, 0, from);
            String mark = encoding.isUtf16() && wanted == TextEncoding.AUTO ? "\uFEFF" : "";
            String text = mark + new String(context, StandardCharsets.UTF_8);
            withContext(code, reason, text, begin, begin + encoding.sourceLength(bytes, from, to));
        }

        private void withContext(ErrorCode code, String reason, String context, int begin, int end) {
            byte[] before = context.getBytes(encoding.charset());
            byte[] whole = Arrays.copyOf(before, before.length + end - begin);
            System.arraycopy(source, begin, whole, before.length, end - begin);
            rejects.reject(code, reason, whole, 0, whole.length);
        }
    }
}
