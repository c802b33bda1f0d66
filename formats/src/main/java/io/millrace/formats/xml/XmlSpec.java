package io.millrace.formats.xml;

import java.util.List;

/**
 * What the options of a job say.
 *
 * @param record the local name of the elements that are records; empty for the children of the root
 * @param lists names of elements that are lists even where there is one of them, in lower case
 */
record XmlSpec(String record, String attributePrefix, List<String> lists, boolean trim, boolean inferTypes) {}
