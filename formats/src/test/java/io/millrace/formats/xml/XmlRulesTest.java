package io.millrace.formats.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.contract.Written;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRulesTest {
    private static Decoding decoding(DecodeSettings settings, Object... options) {
        XmlFormat format = new XmlFormat();
        return new Decoding(format.open(Written.of(format.options(), options), settings));
    }

    private static Decoding decode(String payload, Object... options) {
        return decoding(DecodeSettings.DEFAULT, options).payload(payload).take();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<r a='1' b=\"x>y\"/> | {\"a\":1,\"b\":\"x>y\"}",
                "<r><a>1</a><b/><c></c><d> </d></r> | {\"a\":1}",
                "<r><n:a xmlns:n='u' n:b='2' c='3'/></r> | {\"a\":{\"b\":2,\"c\":3}}",
                "<r xmlns='u' xmlns:xsi='s' xsi:type='t'><a xsi:nil='true'/><b>1</b></r> | {\"b\":1}",
                "<r><a><![CDATA[<x> & ]] > y]]></a></r> | {\"a\":\"<x> & ]] > y\"}",
                "<r><a>&lt;&#65;&#x1F600;&gt;</a></r> | {\"a\":\"<A😀>\"}",
                "<r>text</r> | {\"value\":\"text\"}",
                "<r a='1'>5</r> | {\"a\":1,\"value\":5}",
                "<r>one <b>two</b> three</r> | {\"b\":\"two\",\"value\":\"one  three\"}",
                "<r><!-- <a>1</a> --><?pi <b>?><c>1</c></r> | {\"c\":1}",
                "<r><a>1</a><b>2</b><a>3</a></r> | {\"a\":[1,3],\"b\":2}",
                "<r a='1'><a>2</a></r> | {\"a\":[1,2]}",
                "<r><a>1</a><A>2</A></r> | {\"a\":1,\"a_\":2}",
                "<r><a>007</a><b>true</b><c> 5 </c><d>1.5</d></r> | {\"a\":\"007\",\"b\":true,\"c\":5,\"d\":1.5}",
                "<r><i><n>1</n></i><i/><i><n>2</n></i></r> | {\"i\":[{\"n\":1},null,{\"n\":2}]}",
                "<r><r><r>1</r></r></r> | {\"r\":{\"r\":1}}",
                "<r></r> | {}",
            })
    void elementsAreRecords(String record, String row) {
        String document = "<?xml version='1.0'?><!-- <r/> --><x:rs k='v'>\n  " + record + "\n</x:rs>\n";
        Decoding decoding = decode(document);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).containsExactly(Settings.json(row));
        assertThat(decode(record, "RECORD_ELEMENT", "r").rows).containsExactly(Settings.json(row));
    }

    @Test
    void recordsMayStandAnywhere() {
        Decoding decoding = decode(
                "<all>text<page><x:order><id>1</id></x:order><order id='2'/></page><other/><orders/>"
                        + "<page><order><id>3</id><order>inner</order></order></page></all><all><order id='4'/></all>",
                "RECORD_ELEMENT",
                "order");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows)
                .containsExactly(
                        Settings.json("{\"id\":1}"),
                        Settings.json("{\"id\":2}"),
                        Settings.json("{\"id\":3,\"order\":\"inner\"}"),
                        Settings.json("{\"id\":4}"));
    }

    @Test
    void whatRepeatedOnceIsAListFromThenOn() {
        Decoding decoding = decode("<x><r><a>1</a></r><r><a>1</a><a>2</a></r><r><a>3</a></r></x>");
        assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":[1,2]}\n{\"a\":[3]}");
        decoding = decode("<x><r><a>1</a></r></x>", "LIST_ELEMENTS", List.of("A"));
        assertThat(decoding.text()).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void optionsChangeNamesAndTexts() {
        Decoding decoding =
                decode("<x><r id='1'><a> 1</a></r></x>", "ATTRIBUTE_PREFIX", "@", "TRIM", false, "INFER_TYPES", false);
        assertThat(decoding.text()).isEqualTo("{\"@id\":\"1\",\"a\":\" 1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<r><a>1</b></r> | expected an end tag that belongs to a start tag, found another one at byte 7",
                "<r><a>1</a></a></r> | expected an end tag that belongs to a start tag, found another one at byte 11",
                "<r><a>1 < 2</a></r> | expected a tag, found '<' alone at byte 8",
                "<r><a b=1/></r> | expected well-formed XML, found an error: Unexpected character '1' (code 49)",
                "<r a='1' a='2'/> | expected well-formed XML, found an error: Duplicate attribute 'a'.",
                "<r><a>&unknown;</a></r> | expected well-formed XML, found an error: Undeclared general entity",
                "<r>\u0001</r> | expected well-formed XML, found an error: Illegal character",
                "stray | expected an element, found text",
                "<![CDATA[x]]> | expected an element, found text",
            })
    void brokenElementsAreRejectedAlone(String record, String reason) {
        Decoding decoding = decode("<x><r><a>1</a></r>" + record + "<r><a>2</a></r></x>");
        assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).text()).isEqualTo(record);
        assertThat(decoding.rejects.get(0).reason()).startsWith(reason);
    }

    @Test
    void recordWithoutEndEndsBeforeTheNext() {
        Decoding decoding = decode("<x><r><a>0</a></r><r><a>1</a><r><a>2</a></r><r><a>3</a><r><a>4</a></r></x>");
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("<r><a>1</a>", "<r><a>3</a>");
        assertThat(decoding.text()).isEqualTo("{\"a\":0}\n{\"a\":2}\n{\"a\":4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://127.0.0.1:1/x"})
    void externalEntitiesAreNeverRead(String place) {
        Decoding decoding = decode("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '" + place
                + "'><!ENTITY % p SYSTEM '" + place + "'> %p; ]><x><r>&e;</r><r>1</r></x>");
        assertThat(decoding.text()).isEqualTo("{\"value\":1}");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::reason)
                .containsExactly("expected well-formed XML, found an error: Undeclared general entity \"e\"");
    }

    @Test
    void entitiesThatMultiplyAreNotFollowed() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 'ha>'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        Decoding decoding = decode(bomb + "]><x><r>&l29;</r><r a='&l29;'/><r>1</r></x>");
        assertThat(decoding.text()).isEqualTo("{\"value\":1}");
        assertThat(decoding.rejects).hasSize(2);
    }

    @Test
    void deepRecordsAreRejected() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        Decoding decoding = decode("<x><r>" + deep + "</r><r>1</r></x>");
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.RECORD_TOO_DEEP);
        assertThat(decoding.text()).isEqualTo("{\"value\":1}");
    }

    @Test
    void manyRecordsWithoutEndAreDoneInTime() {
        Decoding decoding = decode("<x>" + "<r><a>1</a>".repeat(100_000));
        assertThat(decoding.rejects).hasSize(100_000);
    }

    @Test
    void recordsWithEverNewNamesAreRejectedInTheEnd() {
        StringBuilder document = new StringBuilder("<x>");
        for (int i = 0; i < 15_000; i++) {
            document.append("<r><n").append(i).append(">1</n").append(i).append("></r>");
        }
        Decoding decoding = decoding(Settings.maxColumns(10))
                .payload(document.append("<r><n1>1</n1></r></x>").toString());
        assertThat(decoding.rejects).hasSize(15_000 - 10_010);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
    void declarationTellsTheEncoding(String encoding) {
        byte[] payload = ("<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n<x><r><a>Grüße</a></r></x>")
                .getBytes(Charset.forName(encoding));
        Decoding decoding = decoding(DecodeSettings.DEFAULT);
        decoding.payload(payload).payload(payload, at -> at + 1).take();
        assertThat(decoding.text()).isEqualTo("{\"a\":\"Grüße\"}\n{\"a\":\"Grüße\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "<", "<x", "<x><r", "<x><r><a", "<!--", "<!DOCTYPE x [", "<x>&", "<x></x>y"})
    void whatIsNoXmlIsRejected(String payload) {
        Decoding decoding = decode(payload);
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.rejects).hasSize(1);
        for (int cut = 1; cut < payload.length(); cut++) {
            int end = cut;
            Decoding parts = decoding(DecodeSettings.DEFAULT)
                    .payload(payload.getBytes(StandardCharsets.UTF_8), at -> at < end ? end : 1 << 20);
            assertThat(parts.rejects).isEqualTo(decoding.rejects);
        }
    }
}
