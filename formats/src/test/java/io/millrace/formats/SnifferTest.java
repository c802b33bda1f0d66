package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as they come, and what they are taken for. */
class SnifferTest {
    private static final String NOTHING = "nothing";
    private static final String UNKNOWN = "unknown";

    private static Arguments file(String name, String expected, String content) {
        return arguments(name, expected, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments file(String name, String expected, Charset charset, String content) {
        return arguments(name, expected, content.getBytes(charset));
    }

    static Stream<Arguments> separated() {
        return Stream.of(
                file("export of a database", "CSV , header", "id,name,created\n1,Ada,2026-01-31\n2,Bob,2026-02-01\n"),
                file("one ragged row of three", "CSV , header", "a,b\n1,2\n3,4,5\n6,7\n"),
                file("rows that end early", "CSV , header", "a,b,c\n1,2\n3,4,5\n6,7,8\n9,1\n"),
                file("most rows ragged", UNKNOWN, "a,b\n1\n2\n3,4\n5\n"),
                file("german Excel", "CSV ; header", "Nr;Straße;Preis\r\n1;Am Markt, 5;1,50\r\n2;Hof;2,75\r\n"),
                file(
                        "german Excel in Windows-1252",
                        "CSV ; header",
                        Charset.forName("windows-1252"),
                        "Nr;Straße;Größe\r\n1;Hof;1,5\r\n2;Weg;2,5\r\n"),
                file("Excel's text in Unicode", "TSV \t header", StandardCharsets.UTF_16LE, "\uFEFFa\tü\r\n1\tx\r\n"),
                file("byte order mark", "CSV , header", "\uFEFFid,name\n1,x\n"),
                file("decimal commas, no header", "CSV ; no header", "1;1,50;2\n2;1,75;3\n3;2,00;4\n"),
                file("TSV with commas", "TSV \t header", "id\ttext, long\tn\n1\ta, b\t2\n2\tc, d, e\t3\n"),
                file("TSV with empty cells", "TSV \t header", "id\tname\tage\n1\t\t\n\t\t7\n2\tx\t\n"),
                file("bars", "CSV | header", "id|name\n1|a,b\n2|c;d\n"),
                file("bars, no header", "CSV | no header", "1|x\n2|y\n3|z\n"),
                file("quoted names and delimiters", "CSV , header", "\"id\",\"last, first\"\n1,\"A, B\"\n2,\"C, D\"\n"),
                file("line breaks in quotes", "CSV , header", "id,note\n1,\"a\nb, c\nd\"\n2,\"e\"\"\n\"\n"),
                file("inches", "CSV , header", "id,size,unit\n1,5\" pipe,m\n2,6\" pipe,m\n"),
                file("index of pandas", "CSV , header", ",a,b\n0,1.5,x\n1,2.5,y\n"),
                file("delimiter at the end", "CSV ; header", "a;b;\n1;2;\n3;4;\n"),
                file("blanks behind commas", "CSV , header", "id, name\n1, Ada\n2, Bob\n"),
                file("units in names", "CSV , header", "time [s],force (N),load %\n0.1,2,3\n0.2,3,4\n"),
                file("empty lines between", "CSV , header", "a,b\n\n1,2\n\n3,4\n"),
                file("all text", "CSV , header", "city,country\nParis,France\nRome,Italy\n"),
                file("numbers only", "CSV , no header", "1,2.5,3\n4,5.5,6\n7,8.5,9\n"),
                file(
                        "times, no header",
                        "CSV , no header",
                        "2026-01-31 12:00:00,7\n2026-01-31 12:00:01,8\n2026-01-31 12:00:02,9"),
                file("two lines without a header", UNKNOWN, "1,2\n3,4\n"),
                file("ragged without a header", UNKNOWN, "1,2\n3,4,5\n6,7\n8,9\n"),
                file("header alone", UNKNOWN, "id,name,price\n"),
                file("names twice", UNKNOWN, "a,a\nx,y\n"),
                file("title above the header", UNKNOWN, "Report of January\n\nid,name\n1,x\n2,y\n"),
                file("comment above the header", UNKNOWN, "# exported, 2026\nid,name\n1,x\n2,y\n"),
                file("Excel's sep line", UNKNOWN, "sep=;\nid;name\n1;x\n2;y\n"),
                file("single column", UNKNOWN, "name\nAda\nBob\n"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                file("lines of JSON", "JSON certain", "{\"a\":1}\n{\"a\":2}\n"),
                file("JSON behind blanks and a mark", "JSON certain", "\uFEFF\r\n  {\"a\":1,\"b\":2}\n"),
                file("JSON over lines", "JSON certain", "[\n  {\n    \"a\": 1,\n    \"b\": 2\n  }\n]\n"),
                file("array of numbers", "JSON certain", "[1, 2.5]\n"),
                file("JSON values", "JSON", "1\n\"x, y\"\nnull\n"),
                file("XML behind a comment", "XML certain", "<!-- made by, x -->\n<orders><o a=\"1,2\"/></orders>"),
                file("XML with its declaration", "XML certain", "<?xml version=\"1.0\"?>\n<x><y/></x>"),
                file("page of an error", UNKNOWN + " certain", "<!DOCTYPE html>\n<html><body>502</body></html>"),
                file("page behind a comment", UNKNOWN + " certain", "<?xml version='1.0'?><!-- x --><HTML>\n</HTML>"),
                file("nothing", NOTHING, ""),
                file("blank lines", NOTHING, "\n \r\n\t\n"),
                file("NGINX", UNKNOWN, """
                        203.0.113.9 - - [31/Jan/2026:12:30:00 +0000] "GET / HTTP/1.1" 200 612 "-" "M/5 (KHTML, like G)"
                        203.0.113.9 - - [31/Jan/2026:12:30:01 +0000] "GET / HTTP/1.1" 200 612 "-" "M/5 (KHTML, like G)"
                        203.0.113.9 - - [31/Jan/2026:12:30:02 +0000] "GET / HTTP/1.1" 200 612 "-" "M/5 (KHTML, like G)"
                        """),
                file("SYSLOG", UNKNOWN, """
                        Oct 11 22:14:15 web su: failed, again, 1
                        Oct 11 22:14:16 web su: failed, again, 2
                        Oct 11 22:14:17 web su: failed, again, 3
                        """),
                file("SYSLOG with priorities", UNKNOWN, "<34>Oct 11 22:14:15 web su: x\n<34>1 - - - - - -\n"),
                file("log4j", UNKNOWN, """
                        2026-01-31 12:00:00,123 INFO  [main] c.x.App - Started in 5 s
                        2026-01-31 12:00:01,456 WARN  [main] c.x.App - Slow, but fine
                        2026-01-31 12:00:02,789 INFO  [main] c.x.App - Stopped
                        """),
                file("log in brackets", UNKNOWN, "[2026-01-31 12:00:00] INFO a, b\n[2026-01-31 12:00:01] INFO c, d\n"),
                file("key=value", UNKNOWN, "level=info msg=\"a, b\" n=1\nlevel=warn msg=\"c, d\" n=2\n"),
                file("prose", UNKNOWN, "Dear Sir, or Madam,\nthis is no table, and\nno list, either.\n"),
                file("prose with one comma a line", UNKNOWN, "Hello, world\nthis is, a text\nand so on, forever\n"),
                file("one line", UNKNOWN, "hello, world"),
                file("Markdown", UNKNOWN, "# Title\n\nSome text; more text, and so on.\n- a, b\n- c\n"),
                file("properties", UNKNOWN, "a.b=1,2\nc.d=x\n"),
                file("SQL", UNKNOWN, "INSERT INTO t VALUES (1, 'x');\nINSERT INTO t VALUES (2, 'y');\nCOMMIT;\n"),
                file("Avro", "AVRO certain", "Obj\u0001\u0004"),
                file("Parquet", "PARQUET certain", "PAR1\u0015"),
                file("ORC", "ORC certain", "ORC\u0011"),
                file("text that begins with ORC", "CSV , header", "ORCHARD,apples\nNorth,5\nSouth,7\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"separated", "others"})
    void fileIsTakenFor(String name, String expected, byte[] content) {
        assertThat(described(Sniffer.find(content, 0, content.length, true))).isEqualTo(expected);
    }

    private static String described(Optional<Finding> found) {
        if (found.isEmpty()) {
            return NOTHING;
        }
        Finding finding = found.get();
        if (finding.delimiter() != '\0') {
            return finding.type() + " " + finding.delimiter() + (finding.header() ? " header" : " no header");
        }
        return (finding.isKnown() ? finding.type() : UNKNOWN) + (finding.certain() ? " certain" : "");
    }
}
