/** XML to columnar batches, record by record. */
package io.millrace.formats.xml;
