/** What formats of bytes share: reading them without an exception per fault, and rows of a batch. */
package io.millrace.formats.binary;
