package io.millrace.formats.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/** One record as a tree. Nothing outside of the record is ever looked at: no declarations, no entities, no files. */
final class ElementReader {
    private final WstxInputFactory factory = new WstxInputFactory();
    private final int maxDepth;
    private final String attributePrefix;

    /** A record that is no XML, or more of it than is taken. */
    static final class Refused extends Exception {
        private final ErrorCode code;

        Refused(ErrorCode code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }
    }

    ElementReader(String attributePrefix, DecodeSettings settings) {
        this.attributePrefix = attributePrefix;
        maxDepth = settings.maxDepth();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, settings.maxRecordBytes());
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Integer.MAX_VALUE);
    }

    Element read(byte[] bytes, int from, int to) throws Refused {
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new ByteArrayInputStream(bytes, from, to - from), "UTF-8");
            try {
                return root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new Refused(ErrorCode.MALFORMED_RECORD, "expected well-formed XML, found an error: " + firstLine(e));
        }
    }

    private Element root(XMLStreamReader reader) throws XMLStreamException, Refused {
        Element document = new Element("");
        Deque<Element> open = new ArrayDeque<>();
        open.push(document);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() > maxDepth) {
                        throw new Refused(
                                ErrorCode.RECORD_TOO_DEEP, "expected less nesting, found level " + (maxDepth + 1));
                    }
                    Element element = element(reader);
                    open.element().children.add(element);
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    open.element()
                            .text
                            .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                default -> {}
            }
        }
        return document.children.get(0);
    }

    private Element element(XMLStreamReader reader) {
        Element element = new Element(local(reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String value = reader.getAttributeValue(i);
            if (name.equals("xsi:nil")) {
                element.nil = value.equals("true") || value.equals("1");
            } else if (!name.equals("xmlns") && !name.startsWith("xmlns:") && !name.startsWith("xsi:")) {
                Element attribute = new Element(attributePrefix + local(name));
                attribute.text.append(value);
                element.children.add(attribute);
            }
        }
        return element;
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static String firstLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
