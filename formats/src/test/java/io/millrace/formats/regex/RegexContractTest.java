package io.millrace.formats.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.contract.Written;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexContractTest extends DecoderContract {
    private List<String> names = List.of("id", "name", "price", "ok");

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FIELDS,
                Capability.KINDS,
                Capability.MIXED_KINDS,
                Capability.CASE,
                Capability.BROKEN_RECORD,
                Capability.RECORD_LIMIT,
                Capability.BYTES_AS_TEXT,
                Capability.NO_ALLOCATION);
    }

    /** The groups are the fields of the records written last. */
    @Override
    protected Decoder open(DecodeSettings settings) {
        String pattern = names.stream().map(name -> "(?<" + name + ">[^;]*)").collect(Collectors.joining(";"));
        return open(settings, pattern);
    }

    private static Decoder open(DecodeSettings settings, String pattern) {
        RegexFormat format = new RegexFormat();
        return format.open(Written.of(format.options(), "PATTERN", pattern), settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        Set<String> all = new LinkedHashSet<>();
        records.forEach(record -> all.addAll(record.keySet()));
        names = List.copyOf(all);
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> record : records) {
            lines.append(names.stream()
                            .map(name -> record.get(name) == null
                                    ? ""
                                    : record.get(name).toString())
                            .collect(Collectors.joining(";")))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        return join(write(before), "1;x;2\n".getBytes(StandardCharsets.UTF_8), write(after));
    }

    @Test
    @Override
    protected void excludedColumnsAreNotThere() {
        names = List.of("id", "pii_a", "b");
        super.excludedColumnsAreNotThere();
    }

    @Test
    void groupsHaveNamesWithUnderscoresAndMayStandInAlternatives() {
        Decoder decoder = open(
                DecodeSettings.DEFAULT, "(?<user_id>\\d+)(?<=\\d)=(\\w)\\2|\\Q(?<x>\\E(?<user_id>[(?<]+)\\k<user_id>");
        Decoding decoding =
                new Decoding(decoder).payload("7=aa\n(?<x>((\n7=ab\n(?<x>(((((").take();
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("7=ab", "(?<x>(((((");
        assertThat(decoding.rows.get(0)).isEqualTo(Settings.json("{\"user_id\":7}"));
        assertThat(decoding.rows).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+(?<x>b)", "(?<x>(a|aa)+)b", "(?<x>(?:a*)*)b", "(?<x>(.|\\s)*)c"})
    void patternsThatGoBackAndForthAreStopped(String pattern) {
        Decoding decoding = new Decoding(open(DecodeSettings.DEFAULT, pattern))
                .payload("a".repeat(50_000) + "\nab\n")
                .take();
        assertThat(decoding.rejects.get(0).reason()).startsWith("expected a line that PATTERN matches");
        assertThat(decoding.rejects.get(0).text()).hasSize(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "(x)", "(?<a>x", "(?<a b>x)", "(?<>x)", "[(?<a>x]"})
    void patternsThatCannotBeUsedAreRefused(String pattern) {
        assertThatThrownBy(() -> open(DecodeSettings.DEFAULT, pattern)).isInstanceOf(MillraceException.class);
    }

    private static Decoding log(LogFormat format, String line) {
        return new Decoding(format.open(Written.of(format.options()), DecodeSettings.DEFAULT))
                .payload(line)
                .take();
    }

    @Test
    void nginx() {
        Decoding decoding = log(LogFormat.nginx(), """
                203.0.113.9 - - [31/Jan/2026:12:30:00 +0000] "GET /a?b=c HTTP/1.1" 200 612 "-" "curl/8.0 \\"x\\""
                ::1 - ada [31/Jan/2026:12:30:01 +0000] "\\x16\\x03" 400 157 "https://x.org/" "-" "10.0.0.1"
                not a log
                """);
        assertThat(decoding.rows).containsExactly(Settings.json("""
                                {"remote_addr":"203.0.113.9","time_local":"31/Jan/2026:12:30:00 +0000","method":"GET",
                                "path":"/a?b=c","protocol":"HTTP/1.1","status":200,"body_bytes_sent":612,
                                "http_user_agent":"curl/8.0 \\\\\\"x\\\\\\""}"""), Settings.json("""
                                {"remote_addr":"::1","remote_user":"ada","time_local":"31/Jan/2026:12:30:01 +0000",
                                "request":"\\\\x16\\\\x03","status":400,"body_bytes_sent":157,
                                "http_referer":"https://x.org/","http_x_forwarded_for":"10.0.0.1"}"""));
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("not a log");
    }

    @Test
    void apache() {
        Decoding decoding = log(LogFormat.apache(), """
                127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326
                127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "POST / HTTP/1.0" 304 - "http://x/" "Mozilla/4.08 [en]"
                """);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows.get(0).get("bytes").longValue()).isEqualTo(2326);
        assertThat(decoding.rows.get(0).get("user").textValue()).isEqualTo("frank");
        assertThat(decoding.rows.get(1).has("bytes")).isFalse();
        assertThat(decoding.rows.get(1).get("user_agent").textValue()).isEqualTo("Mozilla/4.08 [en]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<34>Oct 11 22:14:15 mymachine su: 'su root' failed | {\"priority\":34,\"timestamp\":\"Oct 11 22:14:15\","
                        + "\"host\":\"mymachine\",\"app\":\"su\",\"message\":\"'su root' failed\"}",
                "Oct  1 22:14:15 web sshd[123]: Accepted | {\"timestamp\":\"Oct  1 22:14:15\",\"host\":\"web\","
                        + "\"app\":\"sshd\",\"process\":123,\"message\":\"Accepted\"}",
                "2026-01-31T12:00:00+00:00 web kernel: x | {\"timestamp\":\"2026-01-31T12:00:00+00:00\",\"host\":\"web\","
                        + "\"app\":\"kernel\",\"message\":\"x\"}",
                "<165>1 2003-10-11T22:14:15.003Z host evntslog - ID47 [a@1 b=\"c \\] d\"][e f=\"g\"] An event | "
                        + "{\"priority\":165,\"version\":1,\"timestamp\":\"2003-10-11T22:14:15.003Z\",\"host\":\"host\","
                        + "\"app\":\"evntslog\",\"message_id\":\"ID47\","
                        + "\"structured_data\":\"[a@1 b=\\\"c \\\\] d\\\"][e f=\\\"g\\\"]\",\"message\":\"An event\"}",
                "<34>1 - - - - - - | {\"priority\":34,\"version\":1}",
            })
    void syslog(String line, String row) {
        Decoding decoding = log(LogFormat.syslog(), line);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).containsExactly(Settings.json(row));
    }
}
