package io.millrace.formats.xml;

import java.util.ArrayList;
import java.util.List;

/** An element or an attribute of a record. Attributes stand before the elements. */
final class Element {
    final String name;
    final List<Element> children = new ArrayList<>(4);
    final StringBuilder text = new StringBuilder();
    boolean nil;

    Element(String name) {
        this.name = name;
    }
}
